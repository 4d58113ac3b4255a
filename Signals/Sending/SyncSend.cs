using Signals.Receivers;

namespace Signals.Sending;

/// <summary>
/// A synchronous send: runs the loop for each run of receivers, and continues after receivers that throw.
/// </summary>
internal static class SyncSend<TLoop, TSender, TArgs, TState>
    where TLoop : ISyncLoop<TSender, TArgs, TState>
{
    /// <summary>Calls the receivers for any sender and for one sender.</summary>
    /// <param name="table">The table of the signal.</param>
    /// <param name="senderList">The list of the sender; null when the sender has none.</param>
    /// <param name="delivery">The sender and the args.</param>
    /// <param name="policy">The policy for receivers that throw.</param>
    /// <param name="state">The state that the send accumulates.</param>
    /// <returns>How many receivers were called, and their faults.</returns>
    public static SignalReport Run(
        ReceiverTable table, ReceiverList? senderList, SignalDelivery<TSender, TArgs> delivery, FaultPolicy policy,
        ref TState state)
    {
        var merge = new ReceiverMerge(table.AnySender, senderList);
        if (SignalTelemetry.IsEnabled || !merge.IsSingleRun || merge.HasAsync)
            return RunAll(table, merge, ref delivery, policy, ref state);
        // The fast path: most sends have one run, and no receiver throws.
        var run = merge.SingleRun;
        Exception? thrown = null;
        try
        {
            TLoop.Run(ref delivery, ref run, ref state);
        }
        catch (Exception exception) when (!run.IsFolding)
        {
            thrown = exception;
        }
        if (thrown is not null)
            return ContinueAfterFault(new(table, policy, null), run, thrown, ref delivery, ref state);
        ReceiverMerge.Sweep(ref run);
        return new(run.End - run.SkippedCount);
    }

    private static SignalReport RunAll(
        ReceiverTable table, ReceiverMerge merge, ref SignalDelivery<TSender, TArgs> delivery, FaultPolicy policy,
        ref TState state)
    {
        if (merge.HasAsync)
            RefuseAsync(table, merge);
        using var activity = SignalTelemetry.BeginSend(table);
        var faults = new SendFaults(table, policy, activity);
        var run = default(ReceiverRun);
        var reached = 0;
        while (merge.NextRun(ref run))
        {
            reached += run.End - run.Index;
            if (!RunWithFaults(ref delivery, ref run, ref faults, ref state))
                break;
        }
        faults.ThrowIfAny();
        return new(reached - run.SkippedCount) { Faults = faults.All ?? [] };
    }

    // Continues the single run of a send after a receiver that threw.
    private static SignalReport ContinueAfterFault(
        SendFaults faults, ReceiverRun run, Exception thrown, ref SignalDelivery<TSender, TArgs> delivery,
        ref TState state)
    {
        if (HandleFault(thrown, ref run, ref faults, ref state))
            RunWithFaults(ref delivery, ref run, ref faults, ref state);
        ReceiverMerge.Sweep(ref run);
        faults.ThrowIfAny();
        return new(run.End - run.SkippedCount) { Faults = faults.All ?? [] };
    }

    private static bool RunWithFaults(
        ref SignalDelivery<TSender, TArgs> delivery, ref ReceiverRun run, ref SendFaults faults, ref TState state)
    {
        while (true)
        {
            Exception thrown;
            try
            {
                return TLoop.Run(ref delivery, ref run, ref state);
            }
            // An exception of a fold is no fault of a receiver, and leaves the send.
            catch (Exception exception) when (!run.IsFolding)
            {
                thrown = exception;
            }
            if (!HandleFault(thrown, ref run, ref faults, ref state))
                return false;
        }
    }

    private static bool HandleFault(Exception thrown, ref ReceiverRun run, ref SendFaults faults, ref TState state)
    {
        var fault = new SignalFault(run.Current.Describe(run.Array.List), thrown);
        faults.Add(fault);
        run.Index++;
        return TLoop.OnFault(fault, ref state);
    }

    private static void RefuseAsync(ReceiverTable table, ReceiverMerge merge)
    {
        var run = default(ReceiverRun);
        while (merge.NextRun(ref run))
        {
            for (; run.Index < run.End; run.Index++)
            {
                if (run.Current is { Kind: not CallKind.Sync, IsAlive: true } connection)
                    throw new InvalidOperationException(
                        $"The signal '{table.Events.SignalName ?? "(unnamed)"}' has an async receiver, "
                        + $"{connection.Describe(run.Array.List)}; send it with SendAsync. No receiver was called.")
                    { Source = SignalTelemetry.Name };
            }
        }
    }
}
