using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>
/// Sends that await each receiver and fold its answer; otherwise as <see cref="AsyncSend{TSender, TArgs}"/>.
/// </summary>
internal static class AsyncFold<TFold, TSender, TArgs, TAnswer, TState>
    where TFold : ISignalFold<TAnswer, TState>
{
    public static async ValueTask<TState> RunAsync(
        ReceiverTable table, SignalDelivery<TSender, TArgs> delivery, TState state, FaultPolicy policy,
        CancellationToken cancellationToken)
    {
        using var activity = SignalTelemetry.BeginSend(table);
        var cursor = new ReceiverCursor(table.AnySender, table.FindList(delivery.Sender));
        var faults = new SendFaults(table, policy, activity);
        var continues = true;
        for (; continues && cursor.HasNext(); cursor.Run.Index++)
        {
            var connection = cursor.Run.Current;
            // Describe the receiver before the call: it may have disconnected itself by the time of its answer.
            var receiver = cursor.Describe();
            SignalAnswer<TAnswer> answer;
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!TryInvoke(connection, delivery, cancellationToken, out var pending))
                {
                    cursor.Run.Skip();
                    continue;
                }
                answer = new(receiver, await pending.ConfigureAwait(true), connection.IsAnswering, null);
            }
            catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
            {
                throw faults.ForCancellation(exception);
            }
            catch (Exception exception)
            {
                faults.Add(new(receiver, exception));
                answer = new(receiver, default, false, exception);
            }
            continues = TFold.Fold(ref state, answer);
        }
        faults.ThrowIfAny();
        return state;
    }

    // A frame of its own, so that the loop's frame refers to no receiver. Unsafe.As: as in FoldLoop; the kind says what
    // type the delegate has.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryInvoke(
        Connection connection, in SignalDelivery<TSender, TArgs> delivery, CancellationToken cancellationToken,
        out ValueTask<TAnswer?> pending)
    {
        pending = default;
        if (connection.GetCall(out var target) is not { } call)
            return false;
        pending = connection.Kind switch
        {
            CallKind.AsyncWithToken => Unsafe.As<Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>>>(call)(
                delivery.Sender, delivery.Args, cancellationToken),
            CallKind.Async =>
                Unsafe.As<Func<TSender, TArgs, ValueTask<TAnswer?>>>(call)(delivery.Sender, delivery.Args),
            _ when target is null =>
                ToValueTask(Unsafe.As<Func<TSender, TArgs, TAnswer?>>(call)(delivery.Sender, delivery.Args)),
            _ =>
                ToValueTask(Unsafe.As<Func<object, TSender, TArgs, TAnswer?>>(call)(
                    target, delivery.Sender, delivery.Args)),
        };
        return true;
    }

    // If answers are objects, a returned task is a pending answer.
    private static ValueTask<TAnswer?> ToValueTask(TAnswer? answer) =>
        typeof(TAnswer) == typeof(object) && TaskAnswer.IsTask(answer)
            ? TaskAnswer.AwaitAsync<TAnswer>(answer!)
            : new(answer);
}
