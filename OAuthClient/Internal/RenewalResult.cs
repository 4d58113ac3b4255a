namespace OAuthClient.Internal;

/// <summary>The result of a renewal. Prints without secrets.</summary>
/// <param name="Token">
/// The token to store: the new one; after a failure, the old one with a refresh token that the answer brought
/// nevertheless. Null when nothing changes.
/// </param>
/// <param name="Failure">The failure, with its <see cref="OAuthException.Meaning"/>; null after a success.</param>
internal sealed record RenewalResult(OAuthToken? Token, OAuthException? Failure = null)
{
    /// <summary>The failure of a class of the host; null when none failed.</summary>
    public HostFailureException? Fault { get; init; }
}
