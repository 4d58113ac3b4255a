namespace OAuthClient;

/// <summary>
/// A user's standing with a provider: the way to call its API. It reads the token from the store at each call, so it never holds an old
/// one; the session inside <see cref="AuthorizedArgs"/> carries the new token instead and leaves the store alone. Thread-safe.
/// </summary>
public sealed class OAuthSession
{
    private readonly OAuthToken? _carried;
    private readonly TokenKey _key;
    private object? _client;

    internal OAuthSession(OAuthDance dance, OAuthUser user, string account) =>
        (Dance, _key) = (dance, new(dance.Provider.Name, dance.Provider.ClientId, user, account));

    internal OAuthSession(OAuthDance dance, OAuthToken carried) => (Dance, _carried) = (dance, carried);

    /// <summary>The dance that the session belongs to.</summary>
    public OAuthDance Dance { get; }

    /// <summary>Reads the token, and refreshes it first when its end is near (<see cref="OAuthDanceOptions.RefreshEarly"/>).</summary>
    /// <param name="cancellationToken">Ends the wait, and not a refresh that others wait for too.</param>
    /// <returns>The token, which has ended only if it came without a refresh token; null when this user has none.</returns>
    /// <exception cref="AuthorizationRequiredException">The provider no longer refreshes it, so it is gone.</exception>
    /// <exception cref="OAuthException">It has ended, and could not be refreshed now. The stored one is as it was.</exception>
    public ValueTask<OAuthToken?> GetTokenAsync(CancellationToken cancellationToken = default) =>
        _carried is not null ? new(_carried) : Dance.Refresh.FreshAsync(_key, cancellationToken);

    /// <summary>Whether there is a token that has not ended, or that can be refreshed. It reads the store, and asks nobody else.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when calls can be made, as far as one can know without making one.</returns>
    public async ValueTask<bool> IsAuthorizedAsync(CancellationToken cancellationToken = default) =>
        (_carried ?? await Dance.Refresh.ReadAsync(_key, cancellationToken).ConfigureAwait(false)) is { } token
        && (!Dance.Refresh.HasEnded(token) || Dance.Protocol.CanRefresh(token));

    /// <summary>
    /// Ends the session of this user, with this account, and of nobody else: the token is revoked at the provider, as well as that goes
    /// (RFC 7009), and deleted here in any case.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for the provider. The token is deleted all the same.</param>
    /// <returns>Why it could not be revoked; null when it was, or there was nothing to revoke, or the provider has no <c>RevocationEndpoint</c>.</returns>
    public async ValueTask<OAuthError?> SignOutAsync(CancellationToken cancellationToken = default)
    {
        if (_carried is not null)
            throw new InvalidOperationException("This session carries a token that is not stored, so there is nothing to sign out of.");
        var (token, unread) = await ReadAsync().ConfigureAwait(false);
        OAuthError? notRevoked = null;
        try
        {
            // First here: whatever happens then, nobody uses it any more.
            await Dance.Tools.Tokens.DeleteAsync(_key, cancellationToken: CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            await Dance.Refresh.EndAsync(_key).ConfigureAwait(false);
            notRevoked = token is null ? unread : await RevokeAsync(token, cancellationToken).ConfigureAwait(false);
        }
        return notRevoked;
    }

    /// <summary>What calls the API for this session, made when first asked for. Kept here, since a session may live for one call only.</summary>
    internal T OwnClient<T>(Func<OAuthSession, T> make) where T : class =>
        (T)(Volatile.Read(ref _client) ?? Interlocked.CompareExchange(ref _client, make(this), null) ?? _client);

    /// <summary>Attaches the token to a call whose origin may have it, and leaves any other call alone.</summary>
    /// <returns>The token that was attached; null when none was.</returns>
    /// <exception cref="OAuthException">There is no token that could be used.</exception>
    internal async ValueTask<OAuthToken?> AttachAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } url || !Dance.TokenOrigins.Contain(url))
        {
            Dance.Protocol.Detach(request);
            return null;
        }
        var token = await GetTokenAsync(cancellationToken).ConfigureAwait(false) ?? throw AuthorizationRequiredException.NoToken(Dance, _key);
        // One that can be refreshed was good a moment ago, or could not be refreshed for now: the API will say.
        if (Dance.Refresh.HasEnded(token) && !CanReplace(token))
            throw AuthorizationRequiredException.Ended(Dance, _key);
        Dance.Provider.AddHeaders(request);
        await Dance.Protocol.AttachAsync(request, token, cancellationToken).ConfigureAwait(false);
        return token;
    }

    /// <summary>Whether a provider that refuses this token may take another.</summary>
    internal bool CanReplace(OAuthToken token) => _carried is null && Dance.Protocol.CanRefresh(token);

    /// <summary>Whether there is another token than the one that was refused.</summary>
    internal async ValueTask<bool> ReplaceAsync(OAuthToken refused, CancellationToken cancellationToken) =>
        (await Dance.Refresh.AnotherAsync(_key, refused, cancellationToken).ConfigureAwait(false)).AccessToken != refused.AccessToken;

    // What cannot be read can be deleted all the same.
    private async ValueTask<(OAuthToken? Token, OAuthError? Unread)> ReadAsync()
    {
        try
        {
            return (await HostFault.Guard((Dance.Refresh, _key), static (it, token) => it.Refresh.ReadAsync(it._key, token)).ConfigureAwait(false), null);
        }
        catch (HostFault failure)
        {
            return (null, failure.Error);
        }
    }

    private async ValueTask<OAuthError?> RevokeAsync(OAuthToken token, CancellationToken cancellationToken)
    {
        try
        {
            await Dance.Protocol.RevokeAsync(token, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (OAuthException failure)
        {
            return failure.Error;
        }
        catch (HostFault failure)
        {
            return failure.Error;
        }
    }
}
