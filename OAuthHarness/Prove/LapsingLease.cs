namespace OAuthHarness.Prove;

/// <summary>
/// A lease whose release can fail. Then the lease lapses when its lifetime is over, by the clock of the case, which
/// stores that keep real time or end their leases with the process do not see.
/// </summary>
internal sealed class LapsingLease : IAsyncDisposable
{
    private readonly IAsyncDisposable _real;
    private readonly Faults _faults;
    private readonly ITimer _lapse;
    private int _hasEnded;

    public LapsingLease(IAsyncDisposable real, TimeSpan lifetime, Faults faults, TimeProvider time)
    {
        _real = real;
        _faults = faults;
        _lapse = time.CreateTimer(_ => _ = EndAsync(), null, lifetime, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync() => new(_faults.RunAsync("lease.Dispose", EndAsync));

    private async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
            return;
        await _lapse.DisposeAsync();
        await _real.DisposeAsync();
    }
}
