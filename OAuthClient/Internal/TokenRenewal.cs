namespace OAuthClient.Internal;

/// <summary>
/// A way to get a new token without its user, such as a refresh token. The renewal itself keeps no state; leases,
/// single flight and rests are those of the room Refresh. Immutable and thread-safe.
/// </summary>
internal abstract class TokenRenewal
{
    /// <summary>How many requests a renewal may send, one after the other: its lease lasts that long.</summary>
    public virtual int MaxRequests => 1;

    /// <summary>Whether it can replace a token that the API has refused.</summary>
    public virtual bool ReplacesRefused => true;

    /// <summary>Whether it can renew the token.</summary>
    /// <param name="token">The stored token; null when none is stored yet.</param>
    /// <param name="now">The time by the clock of the dance.</param>
    public abstract bool CanRenew(OAuthToken? token, DateTimeOffset now);

    /// <summary>
    /// When the token is to be renewed; null for <see cref="OAuthDanceOptions.RefreshEarly"/> before its expiry.
    /// </summary>
    public virtual DateTimeOffset? DueAt(OAuthToken token) => null;

    /// <summary>Sends the request for a token for which <see cref="CanRenew"/> is true.</summary>
    /// <param name="token">The stored token.</param>
    /// <param name="lease">The lease, which is looked at again before each request is sent.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="HostFailureException">A class of the host failed.</exception>
    /// <exception cref="LeaseLapsedException">The lease may have lapsed, and nothing was spent.</exception>
    public abstract ValueTask<RenewalResult> RenewAsync(
        OAuthToken? token, RenewalLease lease, CancellationToken cancellationToken);
}
