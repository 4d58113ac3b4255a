namespace Signals;

/// <summary>
/// The loops of a send. The plain ones are as fast as a loop over an array of delegates: nothing but the call happens in them, and one
/// <c>try</c> stands around the whole, which goes on behind the receiver that threw.
/// </summary>
internal static class Sending
{
    public static void Send<TStep, TSender, TArgs, TState>(
        string? signal, ReceiverTable table, TSender sender, TArgs args, FaultPolicy faults, ref TState state)
        where TStep : IStep<TSender, TArgs, TState>
    {
        var any = table.Any?.Current();
        var own = table.Of(sender)?.Current();
        var only = own is null ? any : any is null ? own : null;
        if (only is { Targets: null, IsMixed: false })
            Plain<TStep, TSender, TArgs, TState>(only, sender, args, faults, ref state);
        else if (only is { IsOpen: true })
            Open<TStep, TSender, TArgs, TState>(only, sender, args, faults, ref state);
        else
            Any<TStep, TSender, TArgs, TState>(signal, new(any, own), sender, args, faults, ref state);
    }

    private static void Plain<TStep, TSender, TArgs, TState>(Snapshot snapshot, TSender sender, TArgs args, FaultPolicy faults, ref TState state)
        where TStep : IStep<TSender, TArgs, TState>
    {
        var count = snapshot.Count;
        var calls = snapshot.Calls;
        var next = 0;
        object? call = null;
        while (true)
        {
            try
            {
                for (; next < count; next++)
                {
                    call = calls[next];
                    if (call is not null && !TStep.Plain(call, sender, args, ref state))
                        return;
                }
                return;
            }
            catch (Exception fault) when (faults != FaultPolicy.FailFast)
            {
                TStep.Threw(snapshot.Describe(next++, call!), fault, ref state);
            }
        }
    }

    private static void Open<TStep, TSender, TArgs, TState>(Snapshot snapshot, TSender sender, TArgs args, FaultPolicy faults, ref TState state)
        where TStep : IStep<TSender, TArgs, TState>
    {
        var count = snapshot.Count;
        var calls = snapshot.Calls;
        var targets = snapshot.Targets!;
        var next = 0;
        object? thunk = null;
        while (true)
        {
            try
            {
                for (; next < count; next++)
                {
                    thunk = calls[next];
                    if (thunk is not null && !TStep.Open(thunk, targets[next]!, sender, args, ref state))
                        return;
                }
                return;
            }
            catch (Exception fault) when (faults != FaultPolicy.FailFast)
            {
                TStep.Threw(snapshot.Describe(next++, thunk!), fault, ref state);
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
                if (!TStep.Any(call, in turns, sender, args, ref state))
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
            if (turns.Target is null && ReceiverInfo.IsAsync(call))
                throw new InvalidOperationException($"The signal '{signal ?? "(unnamed)"}' has an async receiver, {turns.Describe(call)}; send it with SendAsync. Nobody was called.");
        }
    }
}
