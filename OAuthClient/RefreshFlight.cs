using System.Collections.Concurrent;

namespace OAuthClient;

/// <summary>One refresh: lease, read again, fetch, persist, and only then use. See <c>docs/tokens.md</c>.</summary>
internal sealed class RefreshFlight(OAuthDance dance)
{
    // What a store refused to take. It is saved before anything else is tried, for the refresh token before it is spent.
    private readonly ConcurrentDictionary<TokenKey, Unsaved> _unsaved = new();
    private readonly DanceTools _tools = dance.Tools;

    private sealed record Unsaved(OAuthToken Token, long Version);

    // Whoever holds a lease longer has died.
    private TimeSpan Lapse => (_tools.Options.EndpointTimeout * 2) + TimeSpan.FromSeconds(10);

    /// <summary>Brings a token that is not the stale one.</summary>
    public async Task<OAuthToken> FlyAsync(TokenKey key, OAuthToken stale)
    {
        try
        {
            var lease = await LeaseAsync(key).ConfigureAwait(false);
            await using var given = lease.ConfigureAwait(false);
            if (_unsaved.TryRemove(key, out var unsaved))
                return await SaveAsync(key, unsaved).ConfigureAwait(false);
            var stored = await ReadAsync(key).ConfigureAwait(false);
            // Another machine was faster.
            if (stored.Token.AccessToken != stale.AccessToken && !dance.Refresh.HasEnded(stored.Token))
                return stored.Token;
            return dance.Protocol.CanRefresh(stored.Token) ? await RefreshAsync(key, stored).ConfigureAwait(false) : throw AuthorizationRequiredException.Ended(dance, key);
        }
        catch (HostFault fault)
        {
            await AnnounceAsync(fault, key).ConfigureAwait(false);
            throw OAuthException.Here(fault.Error.Code, fault.Error.Message, "The exception is in the args of oauth_error. Nothing is lost: the next call tries again.");
        }
    }

    private async Task<OAuthToken> RefreshAsync(TokenKey key, StoredToken stored)
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
        return await SaveAsync(key, new(token, stored.Version)).ConfigureAwait(false);
    }

    // RFC 9700 section 4.14.2: the old refresh token is spent now, so the new one is stored before anything is done with the access token.
    private async Task<OAuthToken> SaveAsync(TokenKey key, Unsaved fresh)
    {
        bool isSaved;
        try
        {
            isSaved = await HostFault.Guard(() => _tools.Tokens.PutAsync(key, fresh.Token, fresh.Version)).ConfigureAwait(false);
        }
        catch (HostFault)
        {
            _unsaved[key] = fresh;
            throw;
        }
        // Somebody stored a newer one, or signed out: that counts, and not this.
        if (!isSaved)
            return (await ReadAsync(key).ConfigureAwait(false)).Token;
        var args = new TokenRefreshedArgs(fresh.Token, key.User, key.Account);
        try
        {
            await dance.Signals.TokenRefreshed.SendAsync(dance, args).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            var error = new OAuthError(OAuthErrorCode.ReceiverFailed, $"A receiver of {DanceSignals.TokenRefreshedName} failed: {fault.GetType().Name}.") { Hint = "The token is stored all the same." };
            await AnnounceAsync(new HostFault(error, fault, ""), key).ConfigureAwait(false);
        }
        return fresh.Token;
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
