using OAuthClient.Internal;

namespace OAuthClient.OAuth2.Grants;

/// <summary>The token exchange with the stored token of a session.</summary>
internal sealed class SessionExchangeGrant : OAuth2Grant
{
    private readonly OAuthSession _session;
    private readonly TokenExchange _exchange;

    public SessionExchangeGrant(OAuthSession session, TokenExchange exchange)
    {
        _session = session;
        _exchange = exchange;
        Scopes = exchange.Scopes;
    }

    public override string GrantType => "urn:ietf:params:oauth:grant-type:token-exchange";

    public override string Name => "token-exchange";

    public override async ValueTask<OAuthToken> RequestAsync(
        GrantContext context, CancellationToken cancellationToken)
    {
        // The session refreshes the token when it is due.
        await _session.GetTokenAsync(cancellationToken).ConfigureAwait(false);
        // A new login may come at any time: the token and the mark are those of one record.
        var subject = await ExchangedToken.MarkAsync(_session.Dance, _session.Key!.Value).ConfigureAwait(false);
        var inner = new TokenExchangeGrant(subject.AccessToken, _exchange);
        var token = await inner.RequestAsync(context, cancellationToken).ConfigureAwait(false);
        return ExchangedToken.CopyMark(subject, token);
    }
}
