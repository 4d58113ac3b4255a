namespace OAuthClient.Testing;

/// <summary>A token that is valid now.</summary>
/// <param name="Grant">The grant that the token came from.</param>
/// <param name="ExpiresAt">The end of the token; null for a refresh token.</param>
internal sealed record PretendTokenState(PretendTokenGrant Grant, DateTimeOffset? ExpiresAt = null);
