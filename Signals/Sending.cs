namespace Signals;

/// <summary>One send: each live receiver in order, its answer kept, faults treated as the policy says.</summary>
internal static class Sending
{
    public static List<SignalAnswer<TAnswer>> Send<TSender, TArgs, TAnswer>(
        string? signal, Receiver<TSender, TArgs, TAnswer>[] receivers, TSender sender, TArgs args, FaultPolicy faults)
    {
        if (Array.Find(receivers, receiver => receiver.Info.IsAsync && receiver.IsConnected) is { } asynchronous)
            throw new InvalidOperationException(
                $"The signal '{signal ?? "(unnamed)"}' has an async receiver, {asynchronous.Info}; send it with SendAsync. Nobody was called.");
        var answers = new List<SignalAnswer<TAnswer>>(receivers.Length);
        foreach (var receiver in receivers)
        {
            if (receiver.Call is not { } call)
                continue;
            try
            {
                answers.Add(new(receiver.Info, call.Sync!(sender, args), call.Answers, null));
            }
            catch (Exception fault) when (faults != FaultPolicy.FailFast)
            {
                answers.Add(new(receiver.Info, default, false, fault));
            }
        }
        return Settle(signal, answers, faults);
    }

    public static async ValueTask<List<SignalAnswer<TAnswer>>> SendAsync<TSender, TArgs, TAnswer>(
        string? signal, Receiver<TSender, TArgs, TAnswer>[] receivers, TSender sender, TArgs args, FaultPolicy faults, CancellationToken cancellationToken)
    {
        var answers = new List<SignalAnswer<TAnswer>>(receivers.Length);
        foreach (var receiver in receivers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (receiver.Call is not { } call)
                continue;
            try
            {
                var value = call.Sync is not null ? call.Sync(sender, args) : await call.Async!(sender, args, cancellationToken).ConfigureAwait(false);
                answers.Add(new(receiver.Info, value, call.Answers, null));
            }
            catch (Exception fault) when (faults != FaultPolicy.FailFast && !IsCancellation(fault, cancellationToken))
            {
                answers.Add(new(receiver.Info, default, false, fault));
            }
        }
        return Settle(signal, answers, faults);
    }

    private static bool IsCancellation(Exception fault, CancellationToken cancellationToken) =>
        fault is OperationCanceledException && cancellationToken.IsCancellationRequested;

    private static List<SignalAnswer<TAnswer>> Settle<TAnswer>(string? signal, List<SignalAnswer<TAnswer>> answers, FaultPolicy faults)
    {
        if (faults == FaultPolicy.FinishThenThrow && answers.Exists(answer => answer.Fault is not null))
            throw new SignalException(signal, FaultsOf(answers));
        return answers;
    }

    public static IReadOnlyList<SignalFault> FaultsOf<TAnswer>(List<SignalAnswer<TAnswer>> answers) =>
        [.. answers.Where(answer => answer.Fault is not null).Select(answer => new SignalFault(answer.Receiver, answer.Fault!))];
}
