using OAuthClient.Internal;
using OAuthClient.OAuth2;
using OAuthClient.OAuth2.Grants;

namespace OAuthClient;

/// <summary>Exchanges the token of a session (RFC 8693).</summary>
public static class OAuthSessionExchange
{
    /// <summary>Exchanges the session's token for another one, such as one for another service.</summary>
    /// <remarks>
    /// The new token is stored under a key of its own, and the new session renews it by exchanging again: one request,
    /// however many callers and machines share the store. It ends with the login of the session: after a sign-out calls
    /// throw, and after a new login the token is exchanged anew. A sign-out of the new session deletes and revokes its
    /// own token.
    /// </remarks>
    /// <param name="session">The session of a user or of the program.</param>
    /// <param name="exchange">The token to ask for.</param>
    /// <param name="cancellationToken">Cancels this caller's wait. A request that has begun goes on.</param>
    /// <returns>The session that calls with the new token. A token that is at hand is used.</returns>
    /// <exception cref="AuthorizationRequiredException">The session has no token.</exception>
    /// <exception cref="OAuthException">The provider gave no other token.</exception>
    /// <exception cref="InvalidOperationException">
    /// The provider's value does not allow the grant, or the session carries a token that is not stored.
    /// </exception>
    public static async ValueTask<OAuthSession> ExchangeAsync(
        this OAuthSession session, TokenExchange exchange, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(exchange);
        var grant = new SessionExchangeGrant(session, exchange);
        grant.ThrowIfUnusable(session.Dance.Provider);
        var key = session.Key ?? throw new InvalidOperationException(
            "This session carries a token that is not stored. Use dance.GrantAsync with a TokenExchangeGrant instead.");
        var digest = exchange.DigestAt((OAuth2Provider)session.Dance.Provider, key.Account);
        var slot = new TokenSlot(
            key with { Account = $"exchange {digest}" }, [session.Dance.Protocol.CreateRenewal(grant)])
        {
            Subject = session.Subject ?? key,
        };
        var exchanged = new OAuthSession(session.Dance, slot);
        await exchanged.GetTokenAsync(cancellationToken).ConfigureAwait(false);
        return exchanged;
    }
}
