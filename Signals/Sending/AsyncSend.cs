using Signals.Receivers;

namespace Signals.Sending;

/// <summary>
/// Sends that await each receiver before the next is called, in the sender's context. One loop, so that a send behind thousands of receivers is not
/// nested; it allocates nothing while receivers complete at once.
/// </summary>
internal static class AsyncSend
{
    public static async ValueTask<SignalReport> TellAsync<TSender, TArgs>(
        ReceiverTable table, ReceiverList? own, SignalDelivery<TSender, TArgs> delivery, FaultPolicy policy, CancellationToken cancellationToken)
    {
        using var activity = SignalTelemetry.Begin(table);
        var cursor = new ReceiverCursor(table.Any, own);
        var faults = new SendFaults(table, policy);
        var reached = 0;
        while (cursor.Next() is { } connection)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                reached++;
                if (!TellAsyncInvoker<TSender, TArgs>.TryInvoke(connection, delivery, cancellationToken, out var pending))
                {
                    cursor.Skip();
                    reached--;
                    continue;
                }
                await pending.ConfigureAwait(true);
            }
            catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
            {
                throw faults.Cancelled(exception);
            }
            catch (Exception exception)
            {
                faults.Add(new(cursor.Describe(), exception));
            }
        }
        faults.ThrowIfAny();
        return new(reached) { Faults = faults.All ?? [] };
    }
}
