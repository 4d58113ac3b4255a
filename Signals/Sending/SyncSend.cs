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
        ReceiverTable table, ReceiverList? own, SignalDelivery<TSender, TArgs> delivery, FaultPolicy policy, ref TState state)
    {
        var runs = new ReceiverRuns(table.Any, own);
        if (SignalTelemetry.IsWatched || !runs.IsOne || runs.HasAsync)
            return RunAll(table, runs, delivery, policy, ref state);
        // Most sends have one run, and meet nothing that is out of the ordinary.
        var run = default(SendRun);
        runs.Next(ref run);
        Exception? thrown = null;
        try
        {
            TLoop.Run(delivery, ref run, ref state);
            if (!run.HasDead)
                return new(run.End - run.Skipped);
        }
        catch (Exception exception) when (!run.IsFolding)
        {
            thrown = exception;
        }
        return default;
    }

    private static SignalReport RunAll(
        ReceiverTable table, ReceiverRuns runs, in SignalDelivery<TSender, TArgs> delivery, FaultPolicy policy, ref TState state)
    {
        using var activity = SignalTelemetry.Begin(table);
        if (runs.HasAsync)
            RefuseAsync(table, runs);
        var faults = new SendFaults(table, policy);
        var run = default(SendRun);
        var reached = 0;
        while (runs.Next(ref run))
        {
            reached += run.End - run.At;
            if (!Run(delivery, ref run, ref faults, ref state))
                break;
        }
        faults.ThrowIfAny();
        return new(reached - run.Skipped) { Faults = faults.All ?? [] };
    }

    private static bool Run(in SignalDelivery<TSender, TArgs> delivery, ref SendRun run, ref SendFaults faults, ref TState state)
    {
        while (true)
        {
            SignalFault fault;
            try
            {
                return TLoop.Run(delivery, ref run, ref state);
            }
            // What a fold throws is not the receiver's, and leaves the send as it is.
            catch (Exception exception) when (!run.IsFolding)
            {
                fault = new(run.Current.Describe(run.Array.List), exception);
            }
            faults.Add(fault);
            if (!TLoop.Threw(fault, ref state))
                return false;
            run.At++;
        }
    }

    private static void RefuseAsync(ReceiverTable table, ReceiverRuns runs)
    {
        var run = default(SendRun);
        while (runs.Next(ref run))
        {
            for (; run.At < run.End; run.At++)
            {
                if (run.Current is { Call: not CallKind.Sync, IsAlive: true } connection)
                    throw new InvalidOperationException(
                        $"The signal '{table.Events.SignalName ?? "(unnamed)"}' has an async receiver, {connection.Describe(run.Array.List)}; "
                        + "send it with SendAsync. No receiver was called.");
            }
        }
    }
}
