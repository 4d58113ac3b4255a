namespace OAuthClient.Testing;

/// <summary>A token that is valid now.</summary>
/// <param name="Grant">What it stands for.</param>
/// <param name="ExpiresAt">Its end; null for a refresh token.</param>
internal sealed record PretendTokenState(PretendTokenGrant Grant, DateTimeOffset? ExpiresAt = null);
