using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Calls receivers that may be async, as long as they complete synchronously.</summary>
internal static class TellAsyncLoop<TSender, TArgs>
{
    /// <returns>False when the run's current receiver is pending.</returns>
    // AggressiveOptimization and Unsafe.As: as in TellLoop. The kind says what type the delegate has.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Run(
        in SignalDelivery<TSender, TArgs> delivery, ref ReceiverRun run, CancellationToken cancellationToken,
        out ValueTask pending)
    {
        pending = default;
        var array = run.Array;
        for (var index = run.Index; index < run.End; index++)
        {
            run.Index = index;
            cancellationToken.ThrowIfCancellationRequested();
            var connection = array.Items[index];
            if (!connection.TryGetDelegate(out var call))
            {
                TellOpenOrSkip(connection, delivery, ref run);
                continue;
            }
            var invoked = connection.Kind == CallKind.Async
                ? Unsafe.As<Func<TSender, TArgs, ValueTask>>(call)(delivery.Sender, delivery.Args)
                : Invoke(call, connection.Kind, delivery, cancellationToken);
            if (!invoked.IsCompletedSuccessfully)
            {
                pending = invoked;
                return false;
            }
            invoked.GetAwaiter().GetResult();
        }
        run.Index = run.End;
        return true;
    }

    private static ValueTask Invoke(
        object call, CallKind kind, in SignalDelivery<TSender, TArgs> delivery, CancellationToken cancellationToken)
    {
        if (kind != CallKind.Sync)
            return Unsafe.As<Func<TSender, TArgs, CancellationToken, ValueTask>>(call)(
                delivery.Sender, delivery.Args, cancellationToken);
        Unsafe.As<Action<TSender, TArgs>>(call)(delivery.Sender, delivery.Args);
        return default;
    }

    private static void TellOpenOrSkip(
        Connection connection, in SignalDelivery<TSender, TArgs> delivery, ref ReceiverRun run)
    {
        if (connection.TryGetThunk(out var thunk, out var target))
            Unsafe.As<Action<object, TSender, TArgs>>(thunk)(target, delivery.Sender, delivery.Args);
        else
            run.Skip();
    }
}
