using System.Reflection;

namespace Signals.Scanning;

/// <summary>The forms of a method that answers, by its parameters and what its result comes in; found by name, as <see cref="MethodBinder"/> spells it.</summary>
internal static class AnswerBinder<TSender, TArgs, TAnswer>
{
    public static Func<SignalConnection> Two<TResult>(Connectable<TSender, TArgs, TAnswer> signal, object? target, MethodInfo method, Func<TResult, TAnswer?> convert)
    {
        var receiver = method.CreateDelegate<Func<TSender, TArgs, TResult>>(target);
        return () => signal.ConnectThrough(receiver, (call, sender, args) => convert(call(sender, args)), "");
    }

    public static Func<SignalConnection> TwoTask<TResult>(Connectable<TSender, TArgs, TAnswer> signal, object? target, MethodInfo method, Func<TResult, TAnswer?> convert)
    {
        var receiver = method.CreateDelegate<Func<TSender, TArgs, Task<TResult>>>(target);
        return () => signal.ConnectAsync(receiver, async (call, sender, args, _) => convert(await call(sender, args).ConfigureAwait(false)));
    }

    public static Func<SignalConnection> ThreeTask<TResult>(Connectable<TSender, TArgs, TAnswer> signal, object? target, MethodInfo method, Func<TResult, TAnswer?> convert)
    {
        var receiver = method.CreateDelegate<Func<TSender, TArgs, CancellationToken, Task<TResult>>>(target);
        return () => signal.ConnectAsync(receiver, async (call, sender, args, cancellationToken) => convert(await call(sender, args, cancellationToken).ConfigureAwait(false)));
    }

    public static Func<SignalConnection> TwoValueTask<TResult>(Connectable<TSender, TArgs, TAnswer> signal, object? target, MethodInfo method, Func<TResult, TAnswer?> convert)
    {
        var receiver = method.CreateDelegate<Func<TSender, TArgs, ValueTask<TResult>>>(target);
        return () => signal.ConnectAsync(receiver, async (call, sender, args, _) => convert(await call(sender, args).ConfigureAwait(false)));
    }

    public static Func<SignalConnection> ThreeValueTask<TResult>(Connectable<TSender, TArgs, TAnswer> signal, object? target, MethodInfo method, Func<TResult, TAnswer?> convert)
    {
        var receiver = method.CreateDelegate<Func<TSender, TArgs, CancellationToken, ValueTask<TResult>>>(target);
        return () => signal.ConnectAsync(receiver, async (call, sender, args, cancellationToken) => convert(await call(sender, args, cancellationToken).ConfigureAwait(false)));
    }
}
