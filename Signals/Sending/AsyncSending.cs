namespace Signals.Sending;

/// <summary>The loop of an async send: it stays synchronous, and allocates nothing, while receivers complete at once.</summary>
internal static class AsyncSending
{
    public static ValueTask<TState> SendAsync<TStep, TSender, TArgs, TValue, TState>(
        Turns turns, TSender sender, TArgs args, FaultPolicy faults, TState state, CancellationToken cancellationToken)
        where TStep : IAsyncStep<TSender, TArgs, TValue, TState>
    {
        while (turns.Next() is { } call)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                var pending = TStep.Begin(call, turns.Target, sender, args, cancellationToken);
                // One that has failed already is not awaited: thousands of such would nest as many calls.
                if (!pending.IsCompleted)
                    return AwaitAsync<TStep, TSender, TArgs, TValue, TState>(pending, call, turns, sender, args, faults, state, cancellationToken);
                TStep.Take(call, in turns, pending.GetAwaiter().GetResult(), ref state);
            }
            catch (Exception fault)
            {
                if (IsFinal(fault, faults, cancellationToken))
                    return ValueTask.FromException<TState>(fault);
                TStep.Threw(turns.Describe(call), fault, ref state);
            }
        }
        return new(state);
    }

    /// <summary>Awaits one receiver, and goes on with the others.</summary>
    public static async ValueTask<TState> AwaitAsync<TStep, TSender, TArgs, TValue, TState>(
        ValueTask<TValue?> pending, object? call, Turns turns, TSender sender, TArgs args, FaultPolicy faults, TState state, CancellationToken cancellationToken)
        where TStep : IAsyncStep<TSender, TArgs, TValue, TState>
    {
        try
        {
            TStep.Take(call, in turns, await pending.ConfigureAwait(false), ref state);
        }
        catch (Exception fault) when (!IsFinal(fault, faults, cancellationToken))
        {
            TStep.Threw(turns.Describe(call), fault, ref state);
        }
        return await SendAsync<TStep, TSender, TArgs, TValue, TState>(turns, sender, args, faults, state, cancellationToken).ConfigureAwait(false);
    }

    // A cancelled send ends as one; a receiver that cancels for reasons of its own has failed like any other.
    private static bool IsFinal(Exception fault, FaultPolicy faults, CancellationToken cancellationToken) =>
        faults == FaultPolicy.FailFast || (fault is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
