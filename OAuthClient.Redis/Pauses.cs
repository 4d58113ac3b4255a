namespace OAuthClient.Redis;

/// <summary>The pauses between looks at the server: each longer than the last, up to a bound, and never in step with another's.</summary>
internal sealed class Pauses
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);
    private TimeSpan _next = TimeSpan.FromMilliseconds(10);

    /// <summary>Pauses; by the system's clock, as it is the server that is waited for.</summary>
    public Task PauseAsync(CancellationToken cancellationToken)
    {
        Span<byte> jitter = stackalloc byte[1];
        OAuthRandom.Secure.Fill(jitter);
        var pause = _next * (0.5 + jitter[0] / 512.0);
        _next = TimeSpan.FromTicks(Math.Min((_next * 1.5).Ticks, Longest.Ticks));
        return Task.Delay(pause, TimeProvider.System, cancellationToken);
    }
}
