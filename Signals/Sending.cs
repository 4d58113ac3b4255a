namespace Signals;

/// <summary>The sends: the plain loops where one bucket of one kind is heard, and otherwise the loop that can do everything.</summary>
internal static class Sending
{
    public static void Tell<TSender, TArgs>(string? signal, ReceiverTable table, TSender sender, TArgs args, FaultPolicy faults, ref Told told)
    {
        var any = table.Any?.Current();
        var own = table.Of(sender)?.Current();
        var only = own is null ? any : any is null ? own : null;
        if (only is not { IsPlain: true } && only is not { IsOpen: true })
        {
            Any<TellStep<TSender, TArgs>, TSender, TArgs, Told>(signal, new(any, own), sender, args, faults, ref told);
            return;
        }
        var count = only.Count;
        for (var at = 0; ; at++)
        {
            try
            {
                if (only.Targets is { } targets)
                    TellLoop<TSender, TArgs>.Open(only.Calls.AsSpan(0, count), targets.AsSpan(0, count), sender, args, ref at, ref told.Reached);
                else
                    TellLoop<TSender, TArgs>.Plain(only.Calls.AsSpan(0, count), sender, args, ref at, ref told.Reached);
                return;
            }
            catch (Exception fault) when (faults != FaultPolicy.FailFast)
            {
                (told.Faults ??= []).Add(new(only.Describe(at), fault));
            }
        }
    }

    public static void Fold<TFold, TSender, TArgs, TAnswer, TState>(
        string? signal, ReceiverTable table, TSender sender, TArgs args, FaultPolicy faults, ref Folded<TState> folded)
        where TFold : ISignalFold<TAnswer, TState>
    {
        var any = table.Any?.Current();
        var own = table.Of(sender)?.Current();
        var only = own is null ? any : any is null ? own : null;
        if (only is not { IsPlain: true } && only is not { IsOpen: true })
        {
            Any<FoldStep<TFold, TSender, TArgs, TAnswer, TState>, TSender, TArgs, Folded<TState>>(signal, new(any, own), sender, args, faults, ref folded);
            return;
        }
        var count = only.Count;
        for (var at = 0; ; at++)
        {
            try
            {
                if (only.Targets is { } targets)
                    FoldLoop<TSender, TArgs, TAnswer>.Open<TFold, TState>(only.Calls.AsSpan(0, count), targets.AsSpan(0, count), sender, args, ref at, ref folded.State);
                else
                    FoldLoop<TSender, TArgs, TAnswer>.Plain<TFold, TState>(only.Calls.AsSpan(0, count), sender, args, ref at, ref folded.State);
                return;
            }
            catch (Exception fault) when (faults != FaultPolicy.FailFast)
            {
                (folded.Faults ??= []).Add(new(only.Describe(at), fault));
            }
        }
    }

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
            if (turns.Snapshot.IsMixed && turns.Target is null && ReceiverInfo.IsAsync(call))
                throw new InvalidOperationException($"The signal '{signal ?? "(unnamed)"}' has an async receiver, {turns.Describe(call)}; send it with SendAsync. Nobody was called.");
        }
    }
}
