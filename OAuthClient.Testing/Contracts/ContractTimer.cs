namespace OAuthClient.Testing.Contracts;

/// <summary>A timer of a <see cref="ContractClock"/>. Thread-safe.</summary>
internal sealed class ContractTimer : ITimer
{
    private readonly ContractClock _clock;
    private readonly ITimer _realTime;
    private readonly Lock _lock = new();
    private TimeSpan? _due;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;

    public ContractTimer(ContractClock clock, Action callback)
    {
        _clock = clock;
        _realTime = TimeProvider.System.CreateTimer(
            _ =>
            {
                SetDue(_period);
                callback();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        SetDue(dueTime);
        return _realTime.Change(dueTime, period);
    }

    public void FireIfDue()
    {
        lock (_lock)
        {
            if (_due is null || _due > _clock.Elapsed)
                return;
        }
        _realTime.Change(TimeSpan.Zero, _period);
    }

    public void Dispose()
    {
        _clock.Remove(this);
        _realTime.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        _clock.Remove(this);
        return _realTime.DisposeAsync();
    }

    private void SetDue(TimeSpan dueTime)
    {
        lock (_lock)
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.Elapsed + dueTime;
    }
}
