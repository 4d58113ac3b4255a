using System.Runtime.ExceptionServices;
using OAuthClient.Internal;

namespace OAuthClient.Refresh;

/// <summary>
/// The token store as a refresh uses it. A failure of the store is a <see cref="HostFailureException"/>.
/// </summary>
internal sealed class RefreshStore(OAuthDance dance)
{
    private readonly ITokenStore _tokens = dance.Dependencies.Tokens;
    private readonly OAuthDanceOptions _options = dance.Dependencies.Options;

    private TimeSpan Timeout => _options.EndpointTimeout;

    /// <summary>Takes the lease of a token.</summary>
    // The lease lasts for one read, the token requests and one write. A holder that keeps it longer is presumed dead.
    public async ValueTask<RenewalLease> LeaseAsync(TokenSlot slot)
    {
        var lifetime = (Timeout * (1 + slot.MaxRequests)) + TimeSpan.FromSeconds(10);
        var lease = await _tokens.LeaseAsync(slot.Key, lifetime).ConfigureAwait(false);
        return new(lease, lifetime - Timeout, _options.Time);
    }

    public ValueTask<StoredToken?> ReadAsync(TokenKey key) => _tokens.GetAsync(key);

    /// <summary>Saves a new token in the place of the version that it replaces.</summary>
    /// <returns>Whether the store has the token now; false when the store has another token or none.</returns>
    // RFC 9700 section 4.14.2: the old refresh token is spent, so the new one is stored before anything uses the
    // access token.
    public async Task<bool> SaveAsync(TokenKey key, UnsavedToken fresh)
    {
        ExceptionDispatchInfo? fault = null;
        try
        {
            if (await _tokens.PutAsync(key, fresh.Token, fresh.Version).ConfigureAwait(false))
                return true;
        }
        catch (HostFailureException failure)
        {
            fault = ExceptionDispatchInfo.Capture(failure);
        }
        var current = await ReadAsync(key).ConfigureAwait(false);
        // A failed write matters only as long as the version is there that it was to replace.
        if (current?.Version == fresh.Version)
            fault?.Throw();
        // The user signed out during the refresh, before this token was stored, so revoke it here.
        if (current is null)
            await RevokeAsync(fresh.Token).ConfigureAwait(false);
        // A write that failed may have stored the token all the same. Any other token in the store is newer, and is
        // used.
        return current?.Token.AccessToken == fresh.Token.AccessToken
            && current.Token.RefreshToken == fresh.Token.RefreshToken;
    }

    public ValueTask DeleteAsync(TokenKey key, long version) => _tokens.DeleteAsync(key, version);

    // A token that cannot be revoked now expires by itself.
    private async Task RevokeAsync(OAuthToken token)
    {
        try
        {
            await dance.Protocol.RevokeAsync(token, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HostFailureException or OAuthException) { }
    }
}
