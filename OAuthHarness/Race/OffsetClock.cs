namespace OAuthHarness.Race;

/// <summary>The system's clock, some hours ahead: tokens expire between two rounds.</summary>
internal sealed class OffsetClock : TimeProvider
{
    public int Hours { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(Hours);
}
