namespace OAuthClient.Refresh;

/// <summary>
/// A new token that its store failed to save. The refresh token that it came for is spent, so its lease is kept: no
/// other machine may spend that one again.
/// </summary>
/// <param name="Token">The token.</param>
/// <param name="Version">The version that it replaces.</param>
/// <param name="Lease">Released when the token is saved.</param>
internal sealed record UnsavedToken(OAuthToken Token, long Version, IAsyncDisposable Lease);
