using System.Reactive;
using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Calls receivers without an answer.</summary>
internal readonly struct TellLoop<TSender, TArgs> : ISyncLoop<TSender, TArgs, Unit>
{
    // AggressiveOptimization: the frame of unoptimized code would keep receivers alive after their calls.
    // Unsafe.As: with CallKind.Sync, Connectable<TSender, TArgs> connects only an Action<TSender, TArgs>, or as an open
    // receiver an Action<TTarget, TSender, TArgs> whose target is a TTarget, a class. A cast would check the type at
    // each call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Run(ref SignalDelivery<TSender, TArgs> delivery, ref ReceiverRun run, ref Unit state)
    {
        var array = run.Array;
        for (var index = run.Index; index < run.End; index++)
        {
            run.Index = index;
            if (index < array.StrongDelegates.Length && array.StrongDelegates[index] is { } strong)
                Unsafe.As<Action<TSender, TArgs>>(strong)(delivery.Sender, delivery.Args);
            else if (!array.Items[index].TryGetWeak(out var weak))
                TellStrongOrSkip(array.Items[index].Held, delivery, ref run);
            else if (array.Items[index].Hold == Hold.Closed)
                Unsafe.As<Action<TSender, TArgs>>(weak)(delivery.Sender, delivery.Args);
            else if (array.Items[index].Held is { } thunk)
                Unsafe.As<Action<object, TSender, TArgs>>(thunk)(weak, delivery.Sender, delivery.Args);
            else
                run.Skip();
        }
        return true;
    }

    // The receiver has ended or was collected, or is a strong one whose array was replaced since the send began.
    private static void TellStrongOrSkip(object? call, in SignalDelivery<TSender, TArgs> delivery, ref ReceiverRun run)
    {
        if (call is not null && run.Current.Hold == Hold.Strong)
            Unsafe.As<Action<TSender, TArgs>>(call)(delivery.Sender, delivery.Args);
        else
            run.Skip();
    }

    public static bool OnFault(SignalFault fault, ref Unit state) => true;
}
