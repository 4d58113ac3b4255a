using System.Diagnostics.CodeAnalysis;

namespace Signals.Scanning;

/// <summary>Binds methods that return an answer, or a task whose result is the answer.</summary>
[RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
[RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
internal static class AnswerBinder<TSender, TArgs, TAnswer>
{
    /// <summary>Binds a method that returns this type, or a task with a result of this type.</summary>
    /// <returns>Null when the method does not fit, or its result does not convert to an answer.</returns>
    public static Func<SignalConnection>? Bind<TResult>(
        Connectable<TSender, TArgs, TAnswer> signal, ReceiverMethod method)
    {
        if (AnswerConversion.Find<TResult, TAnswer>() is not { } convert)
            return null;
        return
            method.BindAs<Func<TSender, TArgs, TResult>>(receiver => signal.ConnectThrough(
                receiver, (call, sender, args) => convert(call(sender, args)), ""))
            ?? method.BindAs<Func<TSender, TArgs, Task<TResult>>>(receiver => signal.ConnectAsync(
                receiver, async (call, sender, args, _) => convert(await call(sender, args).ConfigureAwait(false))))
            ?? method.BindAs<Func<TSender, TArgs, ValueTask<TResult>>>(receiver => signal.ConnectAsync(
                receiver, async (call, sender, args, _) => convert(await call(sender, args).ConfigureAwait(false))))
            ?? method.BindAs<Func<TSender, TArgs, CancellationToken, Task<TResult>>>(receiver => signal.ConnectAsync(
                receiver,
                async (call, sender, args, token) => convert(await call(sender, args, token).ConfigureAwait(false))))
            ?? method.BindAs<Func<TSender, TArgs, CancellationToken, ValueTask<TResult>>>(receiver =>
                signal.ConnectAsync(
                    receiver,
                    async (call, sender, args, token) =>
                        convert(await call(sender, args, token).ConfigureAwait(false))));
    }
}
