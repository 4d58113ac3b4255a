using OAuthClient.Internal;

namespace OAuthClient.Refresh;

/// <summary>
/// Refreshes a token once: takes the lease, reads the token again, requests a new token and saves it.
/// <see cref="RefreshNotifier"/> sends the signals. See <c>docs/tokens.md</c>.
/// </summary>
internal sealed class RefreshOperation
{
    // A store that keeps to its contract does not refuse more than a few writes in a row.
    private const int MaxAttempts = 5;
    private readonly OAuthDance _dance;
    private readonly TimeProvider _time;
    private readonly RefreshStore _store;
    private readonly UnsavedTokens _unsavedTokens;

    public RefreshOperation(OAuthDance dance, RefreshNotifier notifier)
    {
        _dance = dance;
        _time = dance.Dependencies.Options.Time;
        _store = new(dance);
        _unsavedTokens = new(_store, notifier, _time);
    }

    /// <summary>
    /// Gets a token to replace <paramref name="stale"/>, or the stored token if it was received just now.
    /// </summary>
    public async Task<RefreshResult> RunAsync(TokenKey key, OAuthToken stale)
    {
        // First retry a token that the store failed to save: only its refresh token is still valid.
        var isSaved = await _unsavedTokens.SaveAsync(key).ConfigureAwait(false);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await TryAsync(key, stale).ConfigureAwait(false) is { } result)
                return result with { IsNew = result.IsNew || isSaved };
        }
        throw OAuthException.Failed(
            OAuthErrorCode.StoreFailed,
            $"The token store refused {MaxAttempts} times to replace the version it had just given.");
    }

    /// <summary>
    /// Revokes the unsaved token of a user who has signed out: saving it once more finds no stored token, and so
    /// revokes it.
    /// </summary>
    public async ValueTask RevokeUnsavedAsync(TokenKey key)
    {
        try
        {
            await _unsavedTokens.SaveAsync(key).ConfigureAwait(false);
        }
        // The background retries go on until the store answers.
        catch (HostFailureException) { }
    }

    private async Task<RefreshResult?> TryAsync(TokenKey key, OAuthToken stale)
    {
        var lease = await _store.LeaseAsync(key).ConfigureAwait(false);
        var takenAt = _time.GetTimestamp();
        try
        {
            var stored = await _store.ReadAsync(key).ConfigureAwait(false)
                ?? throw AuthorizationRequiredException.NoToken(_dance, key);
            if (IsUsable(stored.Token, stale))
                return new(stored.Token, IsNew: false);
            if (!_dance.Protocol.CanRefresh(stored.Token))
                throw AuthorizationRequiredException.Expired(_dance, key);
            // If this machine was delayed, its lease may have expired, and another machine may be refreshing.
            return _store.HasLeaseTimeLeft(takenAt)
                ? await RefreshAsync(key, stored, lease).ConfigureAwait(false)
                : null;
        }
        finally
        {
            if (!_unsavedTokens.Contains(key))
                await RefreshStore.ReleaseAsync(lease).ConfigureAwait(false);
        }
    }

    private async Task<RefreshResult?> RefreshAsync(TokenKey key, StoredToken stored, IAsyncDisposable lease)
    {
        UnsavedToken fresh;
        try
        {
            var token = await _dance.Protocol.RefreshAsync(stored.Token, CancellationToken.None).ConfigureAwait(false);
            fresh = new(token, stored.Version, lease);
        }
        catch (OAuthException refused) when (_dance.Protocol.EndsLogin(refused.Error))
        {
            await EndLoginAsync(key, stored, refused).ConfigureAwait(false);
            return null;
        }
        try
        {
            return await _store.SaveAsync(key, fresh).ConfigureAwait(false) ? new(fresh.Token, IsNew: true) : null;
        }
        catch (HostFailureException)
        {
            _unsavedTokens.Add(key, fresh);
            throw;
        }
    }

    // Another machine may have used the refresh token first: then the token that it stored is used.
    private async Task EndLoginAsync(TokenKey key, StoredToken stored, OAuthException refused)
    {
        if ((await _store.ReadAsync(key).ConfigureAwait(false))?.Version != stored.Version)
            return;
        await _store.DeleteAsync(key, stored.Version).ConfigureAwait(false);
        throw AuthorizationRequiredException.RefreshRejected(_dance, key, refused.Error);
    }

    // The stored token is used if another machine has refreshed it, or if it was received just now.
    private bool IsUsable(OAuthToken stored, OAuthToken stale) =>
        !_dance.Refresher.HasExpired(stored)
        && (IsDifferentToken(stored, stale) || _dance.Refresher.IsJustReceived(stored));

    // A provider may repeat the access token with a new expiry.
    private static bool IsDifferentToken(OAuthToken one, OAuthToken other) =>
        one.AccessToken != other.AccessToken
        || one.RefreshToken != other.RefreshToken
        || one.ExpiresAt != other.ExpiresAt;
}
