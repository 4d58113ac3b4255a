using System.Collections.Concurrent;

namespace OAuthClient;

/// <summary>One refresh: lease, read again, fetch, persist, and only then use. See <c>docs/tokens.md</c>.</summary>
internal sealed class RefreshFlight(OAuthDance dance)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250), LongestPause = TimeSpan.FromSeconds(5);
    // It is saved before anything else is tried, for the refresh token before it is spent.
    private readonly ConcurrentDictionary<TokenKey, UnsavedToken> _unsaved = new();
    private readonly DanceTools _tools = dance.Tools;

    // Whoever holds a lease longer has died.
    private TimeSpan Lapse => (_tools.Options.EndpointTimeout * 2) + TimeSpan.FromSeconds(10);

    /// <summary>Brings a token that is not the stale one, unless that is as new as can be.</summary>
    public async Task<OAuthToken> FlyAsync(TokenKey key, OAuthToken stale)
    {
        try
        {
            return _unsaved.TryGetValue(key, out var unsaved)
                ? await SaveAsync(key, unsaved).ConfigureAwait(false)
                : await FlyAsync(key, stale, await LeaseAsync(key).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (HostFault fault)
        {
            await AnnounceAsync(fault, key).ConfigureAwait(false);
            throw OAuthException.Here(fault.Error.Code, fault.Error.Message, "The exception is in the args of oauth_error. Nothing is lost: the next call tries again.");
        }
    }

    private async Task<OAuthToken> FlyAsync(TokenKey key, OAuthToken stale, IAsyncDisposable lease)
    {
        try
        {
            var stored = await ReadAsync(key).ConfigureAwait(false);
            // Another machine was faster, or an API refuses even what is new.
            if (!dance.Refresh.HasEnded(stored.Token) && (stored.Token.AccessToken != stale.AccessToken || dance.Refresh.IsNew(stored.Token)))
                return stored.Token;
            return dance.Protocol.CanRefresh(stored.Token) ? await RefreshAsync(key, stored, lease).ConfigureAwait(false) : throw AuthorizationRequiredException.Ended(dance, key);
        }
        finally
        {
            if (!_unsaved.ContainsKey(key))
                await lease.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<OAuthToken> RefreshAsync(TokenKey key, StoredToken stored, IAsyncDisposable lease)
    {
        OAuthToken token;
        try
        {
            token = await dance.Protocol.RefreshAsync(stored.Token, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OAuthException refused) when (dance.Protocol.IsOver(refused.Error))
        {
            return await EndAsync(key, stored, refused).ConfigureAwait(false);
        }
        return await SaveAsync(key, new(token, stored.Version, lease)).ConfigureAwait(false);
    }

    // RFC 9700 section 4.14.2: the old refresh token is spent now, so the new one is stored before anything is done with the access token.
    private async Task<OAuthToken> SaveAsync(TokenKey key, UnsavedToken fresh)
    {
        bool isSaved;
        try
        {
            isSaved = await HostFault.Guard(() => _tools.Tokens.PutAsync(key, fresh.Token, fresh.Version)).ConfigureAwait(false);
        }
        catch (HostFault)
        {
            if (_unsaved.TryAdd(key, fresh))
                _ = KeepSavingAsync(key, fresh);
            throw;
        }
        if (_unsaved.TryRemove(new(key, fresh)))
            await fresh.Lease.DisposeAsync().ConfigureAwait(false);
        // Somebody stored a newer one: that counts, and not this.
        if (!isSaved)
            return await InsteadAsync(key, fresh.Token).ConfigureAwait(false);
        await AnnounceAsync(key, fresh.Token).ConfigureAwait(false);
        return fresh.Token;
    }

    // The store may be back before the next call comes, and another machine with it.
    private async Task KeepSavingAsync(TokenKey key, UnsavedToken fresh)
    {
        for (var pause = FirstPause; _unsaved.TryGetValue(key, out var unsaved) && ReferenceEquals(unsaved, fresh); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, _tools.Options.Time).ConfigureAwait(false);
            try
            {
                await SaveAsync(key, fresh).ConfigureAwait(false);
            }
            // The call that brought it has told of it.
            catch (Exception failure) when (failure is HostFault or OAuthException) { }
        }
    }

    private async Task<OAuthToken> InsteadAsync(TokenKey key, OAuthToken fresh)
    {
        if (await HostFault.Guard(() => _tools.Tokens.GetAsync(key)).ConfigureAwait(false) is { } stored)
            return stored.Token;
        // Who signed out meanwhile could not revoke what was not there yet.
        try
        {
            await dance.Protocol.RevokeAsync(fresh, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HostFault or OAuthException) { }
        throw AuthorizationRequiredException.NoToken(dance, key);
    }

    private async Task AnnounceAsync(TokenKey key, OAuthToken fresh)
    {
        try
        {
            await dance.Signals.TokenRefreshed.SendAsync(dance, new(fresh, key.User, key.Account)).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            var error = new OAuthError(OAuthErrorCode.ReceiverFailed, $"A receiver of {DanceSignals.TokenRefreshedName} failed: {fault.GetType().Name}.") { Hint = "The token is stored all the same." };
            await AnnounceAsync(new HostFault(error, fault, ""), key).ConfigureAwait(false);
        }
    }

    // The refresh token may have been spent by a machine that was faster: then the newer one is used.
    private async Task<OAuthToken> EndAsync(TokenKey key, StoredToken stored, OAuthException refused)
    {
        var now = await ReadAsync(key).ConfigureAwait(false);
        if (now.Version != stored.Version)
            return now.Token;
        await HostFault.Guard(async () =>
        {
            await _tools.Tokens.DeleteAsync(key, stored.Version).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        var over = AuthorizationRequiredException.Over(dance, key, refused.Error);
        await AnnounceAsync(over, key).ConfigureAwait(false);
        throw over;
    }

    private async Task<StoredToken> ReadAsync(TokenKey key) =>
        await HostFault.Guard(() => _tools.Tokens.GetAsync(key)).ConfigureAwait(false) ?? throw AuthorizationRequiredException.NoToken(dance, key);

    private async Task<IAsyncDisposable> LeaseAsync(TokenKey key)
    {
        using var patience = new CancellationTokenSource(Lapse * 2, _tools.Options.Time);
        return await HostFault.Guard(() => _tools.Tokens.LeaseAsync(key, Lapse, patience.Token)).ConfigureAwait(false);
    }

    private async Task AnnounceAsync(Exception failure, TokenKey key) =>
        await new DanceEnding(dance).FailAsync(failure, new(key.User, "/", null)).ConfigureAwait(false);
}
