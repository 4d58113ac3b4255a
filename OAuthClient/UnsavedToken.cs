namespace OAuthClient;

/// <summary>
/// A new token that its store did not take. The refresh token that it came for is spent, so its lease is kept: nobody else is to spend that
/// again.
/// </summary>
/// <param name="Token">The token.</param>
/// <param name="Version">The version that it replaces.</param>
/// <param name="Lease">Given back when it is saved.</param>
internal sealed record UnsavedToken(OAuthToken Token, long Version, IAsyncDisposable Lease);
