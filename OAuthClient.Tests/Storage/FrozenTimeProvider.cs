namespace OAuthClient.Tests.Storage;

/// <summary>
/// A clock that a test sets, with timers that run in real time, so that a store that polls for another machine's
/// changes sees them.
/// </summary>
internal sealed class FrozenTimeProvider(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
