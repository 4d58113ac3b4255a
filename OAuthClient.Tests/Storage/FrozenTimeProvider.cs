namespace OAuthClient.Tests.Storage;

/// <summary>A clock that stands until it is moved, with timers that run: what another machine does must be waited for in earnest.</summary>
internal sealed class FrozenTimeProvider(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
