using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Sends that await each receiver before they call the next, in the sender's context.</summary>
/// <remarks>
/// One loop, so that thousands of receivers do not nest. Nothing is allocated while receivers complete synchronously.
/// </remarks>
internal static class AsyncSend<TSender, TArgs>
{
    public static ValueTask<SignalReport> RunAsync(
        ReceiverTable table, ReceiverList? senderList, SignalDelivery<TSender, TArgs> delivery, FaultPolicy policy,
        CancellationToken cancellationToken)
    {
        if (SignalTelemetry.IsEnabled)
            return RunTracedAsync(table, senderList, delivery, policy, cancellationToken);
        var cursor = new ReceiverCursor(table.AnySender, senderList);
        return RunUntilPending(ref cursor, delivery, cancellationToken, out var pending)
            ? new(new SignalReport(cursor.Reached))
            : AwaitAsync(pending, cursor, delivery, new(table, policy, null), cancellationToken);
    }

    private static async ValueTask<SignalReport> RunTracedAsync(
        ReceiverTable table, ReceiverList? senderList, SignalDelivery<TSender, TArgs> delivery, FaultPolicy policy,
        CancellationToken cancellationToken)
    {
        using var activity = SignalTelemetry.BeginSend(table);
        var cursor = new ReceiverCursor(table.AnySender, senderList);
        return RunUntilPending(ref cursor, delivery, cancellationToken, out var pending)
            ? new(cursor.Reached)
            : await AwaitAsync(pending, cursor, delivery, new(table, policy, activity), cancellationToken)
                .ConfigureAwait(true);
    }

    private static async ValueTask<SignalReport> AwaitAsync(
        ValueTask pending, ReceiverCursor cursor, SignalDelivery<TSender, TArgs> delivery, SendFaults faults,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await pending.ConfigureAwait(true);
            }
            catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
            {
                throw faults.ForCancellation(exception);
            }
            catch (Exception exception)
            {
                faults.Add(new(cursor.Describe(), exception));
            }
            cursor.Run.Index++;
            if (RunUntilPending(ref cursor, delivery, cancellationToken, out pending))
                break;
        }
        faults.ThrowIfAny();
        return new(cursor.Reached) { Faults = faults.All ?? [] };
    }

    // Calls receivers until one is pending or has thrown. Returns true when no receiver is left.
    private static bool RunUntilPending(
        ref ReceiverCursor cursor, in SignalDelivery<TSender, TArgs> delivery, CancellationToken cancellationToken,
        out ValueTask pending)
    {
        try
        {
            while (cursor.HasNext())
            {
                if (!TellAsyncLoop<TSender, TArgs>.Run(delivery, ref cursor.Run, cancellationToken, out pending))
                    return false;
            }
            pending = default;
            return true;
        }
        catch (Exception exception)
        {
            pending = ValueTask.FromException(exception);
            return false;
        }
    }
}
