using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Sends that await each receiver and fold what it answers; otherwise as <see cref="AsyncSend"/>.</summary>
internal static class AsyncFold<TFold, TSender, TArgs, TAnswer, TState>
    where TFold : ISignalFold<TAnswer, TState>
{
    public static async ValueTask<TState> RunAsync(
        ReceiverTable table, SignalDelivery<TSender, TArgs> delivery, TState state, FaultPolicy policy, CancellationToken cancellationToken)
    {
        using var activity = SignalTelemetry.Begin(table);
        var cursor = new ReceiverCursor(table.Any, table.ListOf(delivery.Sender));
        var faults = new SendFaults(table, policy);
        var goesOn = true;
        while (goesOn && cursor.Next() is { } connection)
        {
            SignalAnswer<TAnswer> answer;
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                // Described while it is there: it may have disconnected itself when the answer comes.
                var receiver = cursor.Describe();
                if (!AskAsyncInvoker<TSender, TArgs, TAnswer>.TryInvoke(connection, delivery, cancellationToken, out var pending))
                {
                    cursor.Skip();
                    continue;
                }
                answer = new(receiver, await pending.ConfigureAwait(true), connection.IsAnswering, null);
            }
            catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
            {
                throw faults.Cancelled(exception);
            }
            catch (Exception exception)
            {
                var fault = new SignalFault(cursor.Describe(), exception);
                faults.Add(fault);
                answer = new(fault.Receiver, default, false, exception);
            }
            goesOn = TFold.Fold(ref state, answer);
        }
        faults.ThrowIfAny();
        return state;
    }
}
