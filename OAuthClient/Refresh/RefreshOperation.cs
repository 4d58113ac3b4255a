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
    private readonly DeadTokens _deadTokens = new();

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
    /// <param name="slot">The place of the token.</param>
    /// <param name="stale">The token to replace; null when none was stored.</param>
    /// <param name="isForced">Whether a token that was received just now is replaced too.</param>
    public async Task<RefreshResult> RunAsync(TokenSlot slot, OAuthToken? stale, bool isForced)
    {
        // First retry a token that the store failed to save: only its refresh token is still valid.
        var isSaved = await _unsavedTokens.SaveAsync(slot.Key).ConfigureAwait(false);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await TryAsync(slot, stale, isForced).ConfigureAwait(false) is { } result)
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

    private async Task<RefreshResult?> TryAsync(TokenSlot slot, OAuthToken? stale, bool isForced)
    {
        var key = slot.Key;
        var lease = await _store.LeaseAsync(slot).ConfigureAwait(false);
        try
        {
            var stored = await _store.ReadAsync(key).ConfigureAwait(false);
            if (stored is not null && IsUsable(stored.Token, stale, isForced))
                return new(stored.Token, IsNew: false);
            if (stored is not null && _deadTokens.Find(key, stored.Token) is { } death)
                return await EndLoginAsync(key, stored, death).ConfigureAwait(false);
            var renewal = slot.FindRenewal(stored?.Token, _time.GetUtcNow())
                ?? throw CreateNotRenewable(key, stored);
            return await RenewAsync(renewal, key, stored, lease).ConfigureAwait(false);
        }
        // This machine was delayed, so that another machine may be refreshing.
        catch (LeaseLapsedException)
        {
            return null;
        }
        finally
        {
            if (!_unsavedTokens.Contains(key))
                await lease.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<RefreshResult?> RenewAsync(
        TokenRenewal renewal, TokenKey key, StoredToken? stored, RenewalLease lease)
    {
        var result = await renewal.RenewAsync(stored?.Token, lease, CancellationToken.None).ConfigureAwait(false);
        if (stored is not null && result.Failure is { Meaning: RefusalMeaning.Dead } refused)
        {
            _deadTokens.Add(key, stored.Token, refused.Error);
            return await EndLoginAsync(key, stored, refused.Error).ConfigureAwait(false);
        }
        var isSaved = result.Token is { } token
            && await SaveAsync(key, new(token, stored?.Version, lease)).ConfigureAwait(false);
        if (((Exception?)result.Fault ?? result.Failure) is { } failure)
            throw failure;
        return isSaved ? new(result.Token!, IsNew: true) : null;
    }

    private async Task<bool> SaveAsync(TokenKey key, UnsavedToken fresh)
    {
        try
        {
            return await _store.SaveAsync(key, fresh).ConfigureAwait(false);
        }
        catch (HostFailureException)
        {
            _unsavedTokens.Add(key, fresh);
            throw;
        }
    }

    // Another machine may have used the refresh token first: then the token that it stored is used.
    private async Task<RefreshResult?> EndLoginAsync(TokenKey key, StoredToken stored, OAuthError death)
    {
        if ((await _store.ReadAsync(key).ConfigureAwait(false))?.Version != stored.Version)
            return null;
        await _store.DeleteAsync(key, stored.Version).ConfigureAwait(false);
        _deadTokens.Remove(key);
        throw AuthorizationRequiredException.RefreshRejected(_dance, key, death);
    }

    private AuthorizationRequiredException CreateNotRenewable(TokenKey key, StoredToken? stored) => stored is null
        ? AuthorizationRequiredException.NoToken(_dance, key)
        : AuthorizationRequiredException.Expired(_dance, key);

    // The stored token is used if another machine has refreshed it, or if it was received just now.
    private bool IsUsable(OAuthToken stored, OAuthToken? stale, bool isForced) =>
        !_dance.Refresher.HasExpired(stored)
        && (stale is null
            || IsDifferentToken(stored, stale)
            || (!isForced && _dance.Refresher.IsJustReceived(stored)));

    // A provider may repeat the access token with a new expiry.
    private static bool IsDifferentToken(OAuthToken one, OAuthToken other) =>
        one.AccessToken != other.AccessToken
        || one.RefreshToken != other.RefreshToken
        || one.ExpiresAt != other.ExpiresAt;
}
