namespace OAuthClient;

/// <summary>Facts that the host may give when a login finishes.</summary>
/// <remarks>Immutable.</remarks>
public sealed record OAuthFinishOptions
{
    /// <summary>The user who is logged in now; <see cref="OAuthUser.Unknown"/> when no user is.</summary>
    /// <remarks>
    /// A login that a user began is refused to another user. A login that began without a user may meet one, who has
    /// logged in meanwhile.
    /// </remarks>
    /// <value>Null, the default, compares nothing.</value>
    public OAuthUser? User { get; init; }

    /// <summary>The services of this call, for receivers.</summary>
    public IServiceProvider? Services { get; init; }
}
