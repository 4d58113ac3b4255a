using System.Security.Cryptography;
namespace OAuthClient.Redis;

/// <summary>The pauses between looks at the server: each longer than the last, up to a bound, and never in step with another's.</summary>
internal sealed class PollingDelay
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(250);
    private TimeSpan _nextDelay = TimeSpan.FromMilliseconds(10);

    /// <summary>Pauses; by the system's clock, as it is the server that is waited for.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        Span<byte> jitter = stackalloc byte[1];
        RandomNumberGenerator.Fill(jitter);
        var pause = _nextDelay * (0.5 + jitter[0] / 512.0);
        _nextDelay = TimeSpan.FromTicks(Math.Min((_nextDelay * 1.5).Ticks, MaxDelay.Ticks));
        return Task.Delay(pause, TimeProvider.System, cancellationToken);
    }
}
