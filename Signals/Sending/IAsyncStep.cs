namespace Signals.Sending;

/// <summary>What a kind of async send does with one receiver.</summary>
internal interface IAsyncStep<TSender, TArgs, TValue, TState>
{
    /// <summary>Calls a receiver of any shape.</summary>
    static abstract ValueTask<TValue?> Begin(object call, object? target, TSender sender, TArgs args, CancellationToken cancellationToken);

    /// <summary>Takes what it came to.</summary>
    static abstract void Take(object? call, in Turns turns, TValue? value, ref TState state);

    /// <summary>Notes that a receiver threw.</summary>
    static abstract void Threw(SignalReceiver receiver, Exception fault, ref TState state);
}
