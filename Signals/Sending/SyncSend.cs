using Signals.Receivers;

namespace Signals.Sending;

/// <summary>A send that does not wait: the loop, run after run, and what becomes of receivers that throw.</summary>
internal static class SyncSend<TLoop, TSender, TArgs, TState>
    where TLoop : ISyncLoop<TSender, TArgs, TState>
{
    /// <summary>Calls the receivers for any sender and those of one list.</summary>
    /// <param name="table">The table of the signal.</param>
    /// <param name="own">The list of the sender; null when it has none.</param>
    /// <param name="delivery">The sender and the args.</param>
    /// <param name="policy">What to do when a receiver throws.</param>
    /// <param name="state">What the send gathers.</param>
    /// <returns>How many were called, and what was thrown.</returns>
    public static SignalReport Run(
        ReceiverTable table, ReceiverList? own, SignalDelivery<TSender, TArgs> delivery, FaultPolicy policy,
        ref TState state)
    {
        var runs = new ReceiverMerge(table.AnySender, own);
        if (SignalTelemetry.IsEnabled || !runs.IsSingleRun || runs.HasAsync)
            return RunAll(table, runs, ref delivery, policy, ref state);
        // Most sends have one run, and meet nothing out of the ordinary.
        var run = runs.SingleRun;
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
            return ContinueAfterFault(table, run, thrown, ref delivery, policy, ref state);
        ReceiverMerge.Sweep(ref run);
        return new(run.End - run.SkippedCount);
    }

    private static SignalReport RunAll(
        ReceiverTable table, ReceiverMerge runs, ref SignalDelivery<TSender, TArgs> delivery, FaultPolicy policy,
        ref TState state)
    {
        if (runs.HasAsync)
            RefuseAsync(table, runs);
        using var activity = SignalTelemetry.BeginSend(table);
        var faults = new SendFaults(table, policy, activity);
        var run = default(ReceiverRun);
        var reached = 0;
        while (runs.NextRun(ref run))
        {
            reached += run.End - run.Index;
            if (!Run(ref delivery, ref run, ref faults, ref state))
                break;
        }
        faults.ThrowIfAny();
        return new(reached - run.SkippedCount) { Faults = faults.All ?? [] };
    }

    // The one run of a send, behind a receiver that threw.
    private static SignalReport ContinueAfterFault(
        ReceiverTable table, ReceiverRun run, Exception thrown, ref SignalDelivery<TSender, TArgs> delivery,
        FaultPolicy policy, ref TState state)
    {
        var faults = new SendFaults(table, policy, null);
        if (HandleFault(thrown, ref run, ref faults, ref state))
            Run(ref delivery, ref run, ref faults, ref state);
        ReceiverMerge.Sweep(ref run);
        faults.ThrowIfAny();
        return new(run.End - run.SkippedCount) { Faults = faults.All ?? [] };
    }

    private static bool Run(
        ref SignalDelivery<TSender, TArgs> delivery, ref ReceiverRun run, ref SendFaults faults, ref TState state)
    {
        while (true)
        {
            Exception thrown;
            try
            {
                return TLoop.Run(ref delivery, ref run, ref state);
            }
            // What a fold throws is not the receiver's, and leaves the send as it is.
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

    private static void RefuseAsync(ReceiverTable table, ReceiverMerge runs)
    {
        var run = default(ReceiverRun);
        while (runs.NextRun(ref run))
        {
            for (; run.Index < run.End; run.Index++)
            {
                if (run.Current is { Kind: not CallKind.Sync, IsAlive: true } connection)
                    throw new InvalidOperationException(
                        $"The signal '{table.Events.SignalName ?? "(unnamed)"}' has an async receiver, {connection.Describe(run.Array.List)}; "
                        + "send it with SendAsync. No receiver was called.")
                    { Source = SignalTelemetry.Name };
            }
        }
    }
}
