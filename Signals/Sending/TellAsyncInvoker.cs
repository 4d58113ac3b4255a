using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Calls one receiver of a signal that tells, async or not.</summary>
internal static class TellAsyncInvoker<TSender, TArgs>
{
    /// <returns>False when the connection has ended or its receiver was collected.</returns>
    // A frame of its own, so that the loop refers to no receiver. Unsafe.As: as in TellLoop; the kind tells the delegate's type.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool TryInvoke(
        Connection connection, in SignalDelivery<TSender, TArgs> delivery, CancellationToken cancellationToken, out ValueTask pending)
    {
        pending = default;
        if (connection.Read(out var target) is not { } call)
            return false;
        switch (connection.Call)
        {
            case CallKind.Async:
                pending = Unsafe.As<Func<TSender, TArgs, ValueTask>>(call)(delivery.Sender, delivery.Args);
                break;
            case CallKind.AsyncWithToken:
                pending = Unsafe.As<Func<TSender, TArgs, CancellationToken, ValueTask>>(call)(
                    delivery.Sender, delivery.Args, cancellationToken);
                break;
            case CallKind.Sync when target is null:
                Unsafe.As<Action<TSender, TArgs>>(call)(delivery.Sender, delivery.Args);
                break;
            default:
                Unsafe.As<Action<object, TSender, TArgs>>(call)(target!, delivery.Sender, delivery.Args);
                break;
        }
        return true;
    }
}
