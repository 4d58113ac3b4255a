namespace OAuthClient;

/// <summary>What the host knows when a login ends; every part may be left out. Immutable.</summary>
public sealed record OAuthFinish
{
    /// <summary>Who is logged in now, <see cref="OAuthUser.Unknown"/> for nobody; another than the one who began is refused. Null, the default, does not look.</summary>
    public OAuthUser? User { get; init; }

    /// <summary>The services of this call, for receivers.</summary>
    public IServiceProvider? Services { get; init; }
}
