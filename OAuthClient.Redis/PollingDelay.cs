using System.Security.Cryptography;

namespace OAuthClient.Redis;

/// <summary>
/// The delay between two requests of a poll: exponential, with jitter, so that callers do not poll in step.
/// </summary>
internal sealed class PollingDelay
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(250);
    private TimeSpan _nextDelay = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits by the system's clock, because the server keeps real time.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        Span<byte> jitter = stackalloc byte[1];
        RandomNumberGenerator.Fill(jitter);
        var delay = _nextDelay * (0.5 + jitter[0] / 512.0);
        _nextDelay = TimeSpan.FromTicks(Math.Min((_nextDelay * 1.5).Ticks, MaxDelay.Ticks));
        return Task.Delay(delay, TimeProvider.System, cancellationToken);
    }
}
