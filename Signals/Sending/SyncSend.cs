using Signals.Receivers;
namespace Signals.Sending;

/// <summary>The sends: the plain loops where one bucket of one kind is heard, and otherwise the loop that can do everything.</summary>
internal static class SyncSend
{
    public static void Tell<TSender, TArgs>(string? signal, ReceiverTable table, TSender sender, TArgs args, FaultPolicy faults, ref Told told)
    {
        var any = table.Any.Current();
        var own = table.Of(sender)?.Current();
        var only = Only(any, own);
        var calls = only is null ? default : only.Calls;
        if (only?.Kind is { } kind and (SnapshotKind.Plain or SnapshotKind.Open))
            Tell(only, calls, kind, 0, sender, args, faults, ref told);
        else
            Any<TellStep<TSender, TArgs>, TSender, TArgs, Told>(signal, new(any, own), sender, args, faults, ref told);
    }

    /// <summary>Tells those of one bucket and one kind, from an index on.</summary>
    public static void Tell<TSender, TArgs>(Snapshot only, ReadOnlySpan<object?> calls, SnapshotKind kind, int from, TSender sender, TArgs args, FaultPolicy faults, ref Told told)
    {
        var targets = only.Targets;
        var skipped = 0;
        for (var at = from; ; at++)
        {
            try
            {
                if (kind == SnapshotKind.Open)
                    TellLoop<TSender, TArgs>.Open(calls, targets, sender, args, ref at, ref skipped);
                else
                    TellLoop<TSender, TArgs>.Plain(calls, sender, args, ref at, ref skipped);
                told.Reached += calls.Length - from - skipped;
                return;
            }
            catch (Exception fault) when (faults != FaultPolicy.FailFast)
            {
                // Those before it were called unless they were skipped, and it was.
                told.Reached += at + 1 - from - skipped;
                (from, skipped) = (at + 1, 0);
                (told.Faults ??= []).Add(new(only.Describe(at), fault));
            }
        }
    }

    public static void Fold<TFold, TSender, TArgs, TAnswer, TState>(
        string? signal, ReceiverTable table, TSender sender, TArgs args, FaultPolicy faults, ref Folded<TState> folded)
        where TFold : ISignalFold<TAnswer, TState>
    {
        var any = table.Any.Current();
        var own = table.Of(sender)?.Current();
        var only = Only(any, own);
        var calls = only is null ? default : only.Calls;
        if (only?.Kind is { } kind and (SnapshotKind.Plain or SnapshotKind.Open))
            Fold<TFold, TSender, TArgs, TAnswer, TState>(only, calls, kind, 0, sender, args, faults, ref folded);
        else
            Any<FoldStep<TFold, TSender, TArgs, TAnswer, TState>, TSender, TArgs, Folded<TState>>(signal, new(any, own), sender, args, faults, ref folded);
    }

    /// <summary>Folds the answers of those of one bucket and one kind, from an index on.</summary>
    public static void Fold<TFold, TSender, TArgs, TAnswer, TState>(
        Snapshot only, ReadOnlySpan<object?> calls, SnapshotKind kind, int from, TSender sender, TArgs args, FaultPolicy faults, ref Folded<TState> folded)
        where TFold : ISignalFold<TAnswer, TState>
    {
        var targets = only.Targets;
        for (var at = from; ; at++)
        {
            try
            {
                if (kind == SnapshotKind.Open)
                    FoldLoop<TSender, TArgs, TAnswer>.Open<TFold, TState>(calls, targets, sender, args, ref at, ref folded.State);
                else
                    FoldLoop<TSender, TArgs, TAnswer>.Plain<TFold, TState>(calls, sender, args, ref at, ref folded.State);
                return;
            }
            catch (Exception fault) when (faults != FaultPolicy.FailFast)
            {
                (folded.Faults ??= []).Add(new(only.Describe(at), fault));
            }
        }
    }

    private static Snapshot? Only(Snapshot any, Snapshot? own) => own is null or { Count: 0 } ? any : any.Count == 0 ? own : null;

    /// <summary>Whatever the plain loops cannot do: two buckets in one order, several kinds of receivers, each by its name.</summary>
    public static void Any<TStep, TSender, TArgs, TState>(string? signal, Turns turns, TSender sender, TArgs args, FaultPolicy faults, ref TState state)
        where TStep : IStep<TSender, TArgs, TState>
    {
        RefuseAsync(signal, turns);
        while (turns.Next() is { } call)
        {
            try
            {
                if (!TStep.Call(call, in turns, sender, args, ref state))
                    return;
            }
            catch (Exception fault) when (faults != FaultPolicy.FailFast)
            {
                TStep.Threw(turns.Describe(call), fault, ref state);
            }
        }
    }

    private static void RefuseAsync(string? signal, Turns turns)
    {
        while (turns.Next() is { } call)
        {
            if (turns.Target is null && turns.Snapshot.Kind is SnapshotKind.Later or SnapshotKind.Mixed && ReceiverInfo.IsAsync(call))
                throw new InvalidOperationException($"The signal '{signal ?? "(unnamed)"}' has an async receiver, {turns.Describe(call)}; send it with SendAsync. Nobody was called.");
        }
    }
}
