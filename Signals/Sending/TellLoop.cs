using System.Reactive;
using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Tells, and gathers nothing.</summary>
internal readonly struct TellLoop<TSender, TArgs> : ISyncLoop<TSender, TArgs, Unit>
{
    // Optimized from the first call: a frame that is not refers to receivers whose turn is over.
    // Unsafe.As: Connectable<TSender, TArgs> connects nothing but an Action<TSender, TArgs> as CallKind.Sync, and as an
    // open receiver an Action<TTarget, TSender, TArgs> with a target that is a TTarget, a class. A cast would look the
    // type up at each call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Run(ref SignalDelivery<TSender, TArgs> delivery, ref ReceiverRun run, ref Unit state)
    {
        var array = run.Array;
        for (var at = run.Index; at < run.End; at++)
        {
            run.Index = at;
            if (at < array.StrongDelegates.Length && array.StrongDelegates[at] is { } strong)
                Unsafe.As<Action<TSender, TArgs>>(strong)(delivery.Sender, delivery.Args);
            else if (!array.Items[at].TryGetWeak(out var weak))
                TellStrongOrSkip(array.Items[at].Held, delivery, ref run);
            else if (array.Items[at].Hold == Hold.Closed)
                Unsafe.As<Action<TSender, TArgs>>(weak)(delivery.Sender, delivery.Args);
            else if (array.Items[at].Held is { } thunk)
                Unsafe.As<Action<object, TSender, TArgs>>(thunk)(weak, delivery.Sender, delivery.Args);
            else
                run.Skip();
        }
        return true;
    }

    // One that had ended or was dead, or a strong one of an array that was replaced since the send began.
    private static void TellStrongOrSkip(object? call, in SignalDelivery<TSender, TArgs> delivery, ref ReceiverRun run)
    {
        if (call is not null && run.Current.Hold == Hold.Strong)
            Unsafe.As<Action<TSender, TArgs>>(call)(delivery.Sender, delivery.Args);
        else
            run.Skip();
    }

    public static bool OnFault(SignalFault fault, ref Unit state) => true;
}
