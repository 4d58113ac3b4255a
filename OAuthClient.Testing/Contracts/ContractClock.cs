namespace OAuthClient.Testing.Contracts;

/// <summary>
/// A clock whose time only a check changes. Its timers fire when the check turns the clock past them, and at the latest
/// in real time, so that a store that polls goes on polling. Thread-safe.
/// </summary>
internal sealed class ContractClock(TimeSpan ahead = default) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Lock _lock = new();
    private readonly HashSet<ContractTimer> _timers = [];
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
                return _elapsed;
        }
    }

    public void Advance(TimeSpan time)
    {
        ContractTimer[] timers;
        lock (_lock)
        {
            _elapsed += time;
            timers = [.. _timers];
        }
        foreach (var timer in timers)
            timer.FireIfDue();
    }

    public override DateTimeOffset GetUtcNow() => Start + ahead + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ContractTimer(this, () => callback(state));
        lock (_lock)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Remove(ContractTimer timer)
    {
        lock (_lock)
            _timers.Remove(timer);
    }
}
