using System.Collections.Concurrent;

namespace OAuthClient;

/// <summary>What a flight brought.</summary>
/// <param name="Token">The token to use.</param>
/// <param name="IsNew">Whether it was stored just now, by this flight.</param>
internal sealed record Flown(OAuthToken Token, bool IsNew);

/// <summary>One refresh: lease, read again, fetch, persist. It tells nobody: see <see cref="RefreshNews"/>, and <c>docs/tokens.md</c>.</summary>
internal sealed class RefreshFlight(OAuthDance dance, RefreshNews news)
{
    // More than a few lost races mean that the store does not keep its promise.
    private const int Attempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250), LongestPause = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<TokenKey, UnsavedToken> _unsaved = new();
    private readonly DanceTools _tools = dance.Tools;

    private TimeProvider Time => _tools.Options.Time;

    // What a store may take for one call, as long as an endpoint.
    private TimeSpan Patience => _tools.Options.EndpointTimeout;

    // Whoever holds a lease longer has died: it is to read, to fetch and to write.
    private TimeSpan Lapse => (Patience * 2) + TimeSpan.FromSeconds(10);

    /// <summary>Brings a token that is not the stale one, unless that is as new as can be.</summary>
    public async Task<Flown> FlyAsync(TokenKey key, OAuthToken stale)
    {
        // What the store did not take goes first: its refresh token is the one that is not spent.
        var isSaved = _unsaved.TryGetValue(key, out var unsaved) && await SaveLateAsync(key, unsaved).ConfigureAwait(false);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryAsync(key, stale).ConfigureAwait(false) is { } flown)
                return flown with { IsNew = flown.IsNew || isSaved };
        }
        throw OAuthException.Here(OAuthErrorCode.StoreFailed, $"The token store refused {Attempts} times to replace the version it had just given.");
    }

    /// <summary>There is no place any more for what the store did not take.</summary>
    public async ValueTask EndAsync(TokenKey key)
    {
        try
        {
            if (_unsaved.TryGetValue(key, out var unsaved))
                await SaveLateAsync(key, unsaved).ConfigureAwait(false);
        }
        // It is tried again until the store says that the place is gone.
        catch (HostFault) { }
    }

    private async Task<Flown?> TryAsync(TokenKey key, OAuthToken stale)
    {
        var lease = await LeaseAsync(key).ConfigureAwait(false);
        var taken = Time.GetTimestamp();
        try
        {
            var stored = await ReadAsync(key).ConfigureAwait(false) ?? throw AuthorizationRequiredException.NoToken(dance, key);
            // Another machine was faster, or an API refuses even what is new.
            if (!dance.Refresh.HasEnded(stored.Token) && (IsOther(stored.Token, stale) || dance.Refresh.IsNew(stored.Token)))
                return new(stored.Token, IsNew: false);
            if (!dance.Protocol.CanRefresh(stored.Token))
                throw AuthorizationRequiredException.Ended(dance, key);
            // Whoever was held up has lost the lease, and another may be at it.
            return Time.GetElapsedTime(taken) < Lapse - Patience ? await RefreshAsync(key, stored, lease).ConfigureAwait(false) : null;
        }
        finally
        {
            if (!_unsaved.ContainsKey(key))
                await GiveBackAsync(lease).ConfigureAwait(false);
        }
    }

    private async Task<Flown?> RefreshAsync(TokenKey key, StoredToken stored, IAsyncDisposable lease)
    {
        UnsavedToken fresh;
        try
        {
            fresh = new(await dance.Protocol.RefreshAsync(stored.Token, CancellationToken.None).ConfigureAwait(false), stored.Version, lease);
        }
        catch (OAuthException refused) when (dance.Protocol.IsOver(refused.Error))
        {
            await CloseAsync(key, stored, refused).ConfigureAwait(false);
            return null;
        }
        try
        {
            return await SaveAsync(key, fresh).ConfigureAwait(false) ? new(fresh.Token, IsNew: true) : null;
        }
        catch (HostFault)
        {
            _unsaved[key] = fresh;
            _ = KeepSavingAsync(key, fresh);
            throw;
        }
    }

    // RFC 9700 section 4.14.2: the old refresh token is spent now, so the new one is stored before anything is done with the access token.
    private async Task<bool> SaveAsync(TokenKey key, UnsavedToken fresh)
    {
        if (await AskAsync((store, cancellationToken) => store.PutAsync(key, fresh.Token, fresh.Version, cancellationToken)).ConfigureAwait(false))
            return true;
        var instead = await ReadAsync(key).ConfigureAwait(false);
        if (instead is null)
            // Who signed out meanwhile could not revoke what was not there yet.
            await RevokeAsync(fresh.Token).ConfigureAwait(false);
        // A store that failed may have written it all the same; anything else that is there is newer, and counts.
        return instead?.Token.AccessToken == fresh.Token.AccessToken;
    }

    /// <returns>Whether it was stored by this.</returns>
    private async Task<bool> SaveLateAsync(TokenKey key, UnsavedToken fresh)
    {
        var isSaved = await SaveAsync(key, fresh).ConfigureAwait(false);
        if (!_unsaved.TryRemove(new(key, fresh)))
            return false;
        await GiveBackAsync(fresh.Lease).ConfigureAwait(false);
        return isSaved;
    }

    // The store may be back before the next call comes, and another machine with it.
    private async Task KeepSavingAsync(TokenKey key, UnsavedToken fresh)
    {
        for (var pause = FirstPause; _unsaved.TryGetValue(key, out var unsaved) && ReferenceEquals(unsaved, fresh); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, Time).ConfigureAwait(false);
            try
            {
                if (await SaveLateAsync(key, fresh).ConfigureAwait(false))
                    await news.RefreshedAsync(key, fresh.Token).ConfigureAwait(false);
            }
            // The call that brought it has told of it.
            catch (HostFault) { }
        }
    }

    // The refresh token may have been spent by a machine that was faster: then the newer one is used.
    private async Task CloseAsync(TokenKey key, StoredToken stored, OAuthException refused)
    {
        if ((await ReadAsync(key).ConfigureAwait(false))?.Version != stored.Version)
            return;
        await AskAsync(async (store, cancellationToken) =>
        {
            await store.DeleteAsync(key, stored.Version, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        throw AuthorizationRequiredException.Over(dance, key, refused.Error);
    }

    private async Task RevokeAsync(OAuthToken token)
    {
        try
        {
            await dance.Protocol.RevokeAsync(token, CancellationToken.None).ConfigureAwait(false);
        }
        // As well as that goes.
        catch (Exception failure) when (failure is HostFault or OAuthException) { }
    }

    private async Task<IAsyncDisposable> LeaseAsync(TokenKey key)
    {
        using var patience = new CancellationTokenSource(Lapse * 2, Time);
        return await HostFault.Guard((_tools.Tokens, key, Lapse, patience.Token), static (it, _) => it.Tokens.LeaseAsync(it.key, it.Lapse, it.Token)).ConfigureAwait(false);
    }

    private static async ValueTask GiveBackAsync(IAsyncDisposable lease)
    {
        try
        {
            await lease.DisposeAsync().ConfigureAwait(false);
        }
        // It lapses, and what was done under it is done.
        catch (Exception) { }
    }

    private ValueTask<StoredToken?> ReadAsync(TokenKey key) => AskAsync((store, cancellationToken) => store.GetAsync(key, cancellationToken));

    private async ValueTask<T> AskAsync<T>(Func<ITokenStore, CancellationToken, ValueTask<T>> ask)
    {
        using var patience = new CancellationTokenSource(Patience, Time);
        return await HostFault.Guard((ask, _tools.Tokens, patience.Token), static async (it, _) => await it.ask(it.Tokens, it.Token).AsTask().WaitAsync(it.Token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    // A provider may repeat the access token, and say another end.
    private static bool IsOther(OAuthToken one, OAuthToken other) =>
        (one.AccessToken, one.RefreshToken, one.ExpiresAt) != (other.AccessToken, other.RefreshToken, other.ExpiresAt);
}
