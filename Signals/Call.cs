namespace Signals;

/// <summary>A receiver as it was given, and the one shape in which a send calls it.</summary>
internal sealed class Call<TSender, TArgs, TAnswer>
{
    /// <summary>The delegate that was connected: its identity. Null for an Rx observer, which Rx counts each time.</summary>
    public Delegate? Receiver { get; init; }

    public Func<TSender, TArgs, TAnswer?>? Sync { get; init; }

    public Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>>? Async { get; init; }

    /// <summary>Whether what it returns is an answer.</summary>
    public bool Answers { get; init; }
}
