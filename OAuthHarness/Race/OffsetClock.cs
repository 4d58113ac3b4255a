namespace OAuthHarness.Race;

/// <summary>The system's clock, some hours later: a token's life goes by between two rounds.</summary>
internal sealed class OffsetClock : TimeProvider
{
    public int Hours { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(Hours);
}
