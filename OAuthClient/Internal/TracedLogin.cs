namespace OAuthClient.Internal;

/// <summary>The login that an event is about.</summary>
/// <param name="User">The user, as far as known.</param>
/// <param name="Id">The id of the pending dance; null when there is none, or it is not known.</param>
internal readonly record struct TracedLogin(OAuthUser User, string? Id)
{
    private const int DigestLength = 8;

    /// <summary>The checks of the callback; null before one, and without a receiver of the trace.</summary>
    public CallbackChecks? Checks { get; init; }

    /// <summary>A digest by which logins can be told apart; it is the beginning of the login's cookie too.</summary>
    public string? Digest => Id is null ? null : Sha256Digest.Compute(Id)[..DigestLength];
}
