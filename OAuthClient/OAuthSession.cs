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

    /// <summary>Reads the token.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token; null when this user has none.</returns>
    public async ValueTask<OAuthToken?> GetTokenAsync(CancellationToken cancellationToken = default) =>
        _carried ?? (await Dance.Tools.Tokens.GetAsync(_key, cancellationToken).ConfigureAwait(false))?.Token;

    /// <summary>Whether there is a token that has not ended.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when calls can be made.</returns>
    public async ValueTask<bool> IsAuthorizedAsync(CancellationToken cancellationToken = default) =>
        await GetTokenAsync(cancellationToken).ConfigureAwait(false) is { } token
        && (token.ExpiresAt is null || token.ExpiresAt > Dance.Tools.Options.Time.GetUtcNow());

    /// <summary>What calls the API for this session, made when first asked for. Kept here, since a session may live for one call only.</summary>
    internal T OwnClient<T>(Func<OAuthSession, T> make) where T : class =>
        (T)(Volatile.Read(ref _client) ?? Interlocked.CompareExchange(ref _client, make(this), null) ?? _client);

    /// <summary>Attaches the token to a call whose origin may have it, and leaves any other call alone.</summary>
    /// <exception cref="OAuthException">There is no token.</exception>
    internal async ValueTask AttachAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } url || !Dance.TokenOrigins.Contain(url))
        {
            Dance.Protocol.Detach(request);
            return;
        }
        var token = await GetTokenAsync(cancellationToken).ConfigureAwait(false) ?? throw OAuthException.Here(
            OAuthErrorCode.AuthorizationRequired,
            $"There is no token of '{Dance.Provider.Name}' for this user.",
            "Send the user through BeginAsync and FinishAsync first.");
        Dance.Provider.AddHeaders(request);
        await Dance.Protocol.AttachAsync(request, token, cancellationToken).ConfigureAwait(false);
    }
}
