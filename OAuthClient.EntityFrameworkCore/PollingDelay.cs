namespace OAuthClient.EntityFrameworkCore;

/// <summary>Waits between two looks at the database: longer each time, and never as long as others do who began together.</summary>
internal sealed class PollingDelay(TimeProvider time)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(500);
    private TimeSpan _nextDelay = TimeSpan.FromMilliseconds(10);

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var share = (double)RandomId.Next() / long.MaxValue;
        var pause = _nextDelay * (1 + share) / 2;
        _nextDelay = _nextDelay * 2 < MaxDelay ? _nextDelay * 2 : MaxDelay;
        return Task.Delay(pause, time, cancellationToken);
    }
}
