namespace OAuthClient;

/// <summary>A token as it lies in a store.</summary>
/// <param name="Token">The token.</param>
/// <param name="Version">Changes with every write. A writer names the version that it replaces.</param>
public sealed record StoredToken(OAuthToken Token, long Version);
