using System.Reactive;
using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Tells, and awaits.</summary>
internal readonly struct TellAsyncStep<TSender, TArgs> : IAsyncStep<TSender, TArgs, Unit, Told>
{
    public static ValueTask<Unit> Begin(object call, object? target, TSender sender, TArgs args, CancellationToken cancellationToken)
    {
        if (call is Func<TSender, TArgs, ValueTask> later)
            return Settled(later(sender, args));
        if (call is Func<TSender, TArgs, CancellationToken, ValueTask> receiver)
            return Settled(receiver(sender, args, cancellationToken));
        if (target is not null)
            Unsafe.As<Action<object, TSender, TArgs>>(call)(target, sender, args);
        else
            Unsafe.As<Action<TSender, TArgs>>(call)(sender, args);
        return default;
    }

    public static void Take(object? call, in Turns turns, Unit value, ref Told state) => state.Reached++;

    public static void Threw(SignalReceiver receiver, Exception fault, ref Told state)
    {
        state.Reached++;
        (state.Faults ??= []).Add(new(receiver, fault));
    }

    /// <summary>The same as one that brings something, which is nothing.</summary>
    public static ValueTask<Unit> Settled(ValueTask pending)
    {
        if (!pending.IsCompletedSuccessfully)
            return Await(pending);
        pending.GetAwaiter().GetResult();
        return default;
    }

    public static async ValueTask<Unit> Await(ValueTask pending)
    {
        await pending.ConfigureAwait(false);
        return default;
    }
}

/// <summary>Keeps each answer with its receiver, and awaits.</summary>
internal readonly struct AskAsyncStep<TSender, TArgs, TAnswer> : IAsyncStep<TSender, TArgs, TAnswer, List<SignalAnswer<TAnswer>>>
{
    public static ValueTask<TAnswer?> Begin(object call, object? target, TSender sender, TArgs args, CancellationToken cancellationToken)
    {
        if (call is Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> receiver)
            return receiver(sender, args, cancellationToken);
        return new(Answer.Of<TSender, TArgs, TAnswer>(call, target, sender, args));
    }

    public static void Take(object? call, in Turns turns, TAnswer? value, ref List<SignalAnswer<TAnswer>> state) =>
        state.Add(new(turns.Describe(call), value, Adapter.Answers(call!), null));

    public static void Threw(SignalReceiver receiver, Exception fault, ref List<SignalAnswer<TAnswer>> state) => state.Add(new(receiver, default, false, fault));
}
