namespace OAuthClient.Tests.Storage;

/// <summary>
/// A clock whose time only the test changes, and whose timers run in real time. A store that polls for changes by a
/// second machine thus sees the changes.
/// </summary>
internal sealed class FrozenTimeProvider(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
