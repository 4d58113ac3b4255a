using OAuthClient.Internal;

namespace OAuthClient.Refresh;

/// <summary>
/// A new token that its store failed to save. The refresh token that was exchanged for it is spent, so the lease is
/// kept: no other machine may send the spent refresh token again.
/// </summary>
/// <param name="Token">The new token.</param>
/// <param name="Version">
/// The version of the stored token that the new token replaces; null when none was stored.
/// </param>
/// <param name="Lease">The lease of the refresh, released when the token is saved.</param>
internal sealed record UnsavedToken(OAuthToken Token, long? Version, RenewalLease Lease);
