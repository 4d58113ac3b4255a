namespace OAuthHarness.Prove;

/// <summary>The activity of all clients of a case. While nothing moves, the clock may be moved. Thread-safe.</summary>
internal sealed class Activity
{
    private int _inFlight;
    private int _held;
    private int _steps;

    /// <summary>The number of real calls that have begun and not ended, without those that wait for others.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>The number of calls that a fault or another client holds up: some wait for the clock.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>The number of calls that have begun or ended so far.</summary>
    public int Steps => Volatile.Read(ref _steps);

    /// <summary>Counts a call while it runs.</summary>
    /// <param name="call">The call.</param>
    /// <param name="waitsForOthers">Whether the call may end only when the clock moves.</param>
    public async Task<T> CountAsync<T>(Func<Task<T>> call, bool waitsForOthers)
    {
        if (waitsForOthers)
            return await HoldAsync(call);
        Interlocked.Increment(ref _steps);
        Interlocked.Increment(ref _inFlight);
        try
        {
            return await call();
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
            Interlocked.Increment(ref _steps);
        }
    }

    /// <summary>Counts a call that may end only when the clock moves, or never.</summary>
    public async Task<T> HoldAsync<T>(Func<Task<T>> call)
    {
        Interlocked.Increment(ref _steps);
        Interlocked.Increment(ref _held);
        try
        {
            return await call();
        }
        finally
        {
            Interlocked.Decrement(ref _held);
            Interlocked.Increment(ref _steps);
        }
    }
}
