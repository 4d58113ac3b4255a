using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Calls one receiver of a signal that collects answers, async or not.</summary>
internal static class AskAsyncInvoker<TSender, TArgs, TAnswer>
{
    /// <returns>False when the connection has ended or its receiver was collected.</returns>
    // A frame of its own, so that the loop refers to no receiver. Unsafe.As: as in FoldLoop; the kind tells the delegate's type.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool TryInvoke(
        Connection connection, in SignalDelivery<TSender, TArgs> delivery, CancellationToken cancellationToken, out ValueTask<TAnswer?> pending)
    {
        pending = default;
        if (connection.Read(out var target) is not { } call)
            return false;
        pending = connection.Call switch
        {
            CallKind.AsyncWithToken => Unsafe.As<Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>>>(call)(
                delivery.Sender, delivery.Args, cancellationToken),
            CallKind.Async => Unsafe.As<Func<TSender, TArgs, ValueTask<TAnswer?>>>(call)(delivery.Sender, delivery.Args),
            _ when target is null => Settled(Unsafe.As<Func<TSender, TArgs, TAnswer?>>(call)(delivery.Sender, delivery.Args)),
            _ => Settled(Unsafe.As<Func<object, TSender, TArgs, TAnswer?>>(call)(target, delivery.Sender, delivery.Args)),
        };
        return true;
    }

    // Where any object is an answer, a task is one that is still to come.
    private static ValueTask<TAnswer?> Settled(TAnswer? answer) =>
        typeof(TAnswer) == typeof(object) && TaskAnswer.Is(answer) ? TaskAnswer.AwaitAsync<TAnswer>(answer!) : new(answer);
}
