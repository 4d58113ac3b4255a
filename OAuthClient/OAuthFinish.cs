namespace OAuthClient;

/// <summary>What the host knows when a login ends; every part may be left out. Immutable.</summary>
public sealed record OAuthFinish
{
    /// <summary>Who is logged in now, <see cref="OAuthUser.Unknown"/> for nobody. When a user began, another one is refused; who began as nobody may have logged in meanwhile. Null, the default, does not look.</summary>
    public OAuthUser? User { get; init; }

    /// <summary>The services of this call, for receivers.</summary>
    public IServiceProvider? Services { get; init; }
}
