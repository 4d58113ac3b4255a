namespace OAuthClient.EntityFrameworkCore;

/// <summary>
/// The delay between two queries of a poll: exponential, with jitter, so that callers do not poll in step.
/// </summary>
internal sealed class PollingDelay(TimeProvider time)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(500);
    private TimeSpan _nextDelay = TimeSpan.FromMilliseconds(10);

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var jitter = (double)RandomId.Next() / long.MaxValue;
        var delay = _nextDelay * (1 + jitter) / 2;
        _nextDelay = _nextDelay * 2 < MaxDelay ? _nextDelay * 2 : MaxDelay;
        return Task.Delay(delay, time, cancellationToken);
    }
}
