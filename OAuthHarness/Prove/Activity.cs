namespace OAuthHarness.Prove;

/// <summary>The activity of all clients of a case. While nothing moves, the clock may be moved. Thread-safe.</summary>
internal sealed class Activity
{
    private int _steps;

    /// <summary>The real calls that run: the clock must not move.</summary>
    public CallCount InFlight { get; } = new();

    /// <summary>The real calls that may wait for another client, or for the clock.</summary>
    public CallCount Waiting { get; } = new();

    /// <summary>The calls that a fault holds up, until the clock moves or for ever.</summary>
    public CallCount Held { get; } = new();

    /// <summary>The number of calls that have begun or ended so far.</summary>
    public int Steps => Volatile.Read(ref _steps);

    /// <summary>Counts a call while it runs.</summary>
    public async Task<T> CountAsync<T>(Func<Task<T>> call, CallCount count)
    {
        Interlocked.Increment(ref _steps);
        count.Add(1);
        try
        {
            return await call();
        }
        finally
        {
            count.Add(-1);
            Interlocked.Increment(ref _steps);
        }
    }
}
