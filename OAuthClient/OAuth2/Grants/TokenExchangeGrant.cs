namespace OAuthClient.OAuth2.Grants;

/// <summary>
/// The token exchange (RFC 8693): another token for one at hand, such as one for another service. Immutable; prints
/// without secrets.
/// </summary>
/// <remarks>For the stored token of a session, call <c>session.ExchangeAsync</c> instead.</remarks>
public sealed class TokenExchangeGrant : OAuth2Grant
{
    private readonly Func<CancellationToken, ValueTask<Secret>> _subject;
    private readonly string _subjectType;
    private readonly TokenExchange _exchange;

    /// <summary>Creates the grant for a token at hand.</summary>
    /// <param name="subjectToken">The token that is exchanged.</param>
    /// <param name="exchange">The token to ask for.</param>
    /// <param name="subjectTokenType">The type of the token that is exchanged.</param>
    /// <exception cref="ArgumentException">The token or its type is empty.</exception>
    public TokenExchangeGrant(
        Secret subjectToken, TokenExchange exchange, string subjectTokenType = TokenTypeIdentifier.AccessToken)
        : this(_ => new(subjectToken), exchange, subjectTokenType)
    {
        if (subjectToken.IsEmpty)
            throw new ArgumentException("There is no token to exchange.", nameof(subjectToken));
        ArgumentException.ThrowIfNullOrWhiteSpace(subjectTokenType);
    }

    /// <summary>Creates the grant for a token that is made for each request.</summary>
    /// <param name="subject">Makes the token that is exchanged, such as one that a workload's platform signs.</param>
    /// <param name="exchange">The token to ask for.</param>
    /// <param name="subjectTokenType">The type of the token that is exchanged.</param>
    public TokenExchangeGrant(
        Func<CancellationToken, ValueTask<Secret>> subject, TokenExchange exchange, string subjectTokenType)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(exchange);
        _subject = subject;
        _subjectType = subjectTokenType;
        _exchange = exchange;
        Scopes = exchange.Scopes;
    }

    /// <inheritdoc/>
    public override string GrantType => "urn:ietf:params:oauth:grant-type:token-exchange";

    /// <inheritdoc/>
    public override string Name => "token-exchange";

    /// <summary>The grant can be repeated: whether the provider takes the same token again is its decision.</summary>
    public override bool CanRepeat => true;

    /// <inheritdoc/>
    public override async ValueTask<OAuthToken> RequestAsync(
        GrantContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var subject = await context.CallHostAsync(_subject, cancellationToken).ConfigureAwait(false);
        // RFC 8693 section 2.1: without a scope the authorization server chooses the scopes.
        var request = context.CreateRequest(sendsScopes: false);
        request.Add("subject_token", subject);
        request.AddRange([("subject_token_type", _subjectType), .. TargetsOf(context.Provider)]);
        if (!_exchange.ActorToken.IsEmpty)
        {
            request.Add("actor_token", _exchange.ActorToken);
            request.AddRange([("actor_token_type", _exchange.ActorTokenType)]);
        }
        var token = await context.SendAsync(request, cancellationToken).ConfigureAwait(false);
        ThrowIfOtherType(token);
        return token;
    }

    private IEnumerable<(string Name, string Value)> TargetsOf(OAuth2Provider provider) =>
    [
        .. _exchange.Audiences.Select(audience => ("audience", audience)),
        .. _exchange.ResourcesAt(provider).Select(resource => ("resource", resource)),
        .. _exchange.Scopes.Count > 0
            ? [("scope", string.Join(provider.ScopeJoiner, _exchange.Scopes))]
            : Array.Empty<(string, string)>(),
        .. _exchange.RequestedTokenType is { } type
            ? [("requested_token_type", type)]
            : Array.Empty<(string, string)>(),
    ];

    // RFC 8693 section 2.2.1: the answer names the type of the token that it brings.
    private void ThrowIfOtherType(OAuthToken token)
    {
        var issued = token.Fields.GetValueOrDefault("issued_token_type");
        if (issued.IsEmpty)
        {
            throw new OAuthException(OAuthOutcomeKind.ProviderFailed, new(
                OAuthErrorCode.GrantAnswerInvalid,
                "The answer does not say which type of token it brings (issued_token_type)."));
        }
        if (_exchange.RequestedTokenType is { } requested && issued.Reveal() != requested)
        {
            throw new OAuthException(OAuthOutcomeKind.ProviderFailed, new(
                OAuthErrorCode.GrantAnswerInvalid,
                $"The answer brings a token of another type than the one that was asked for ({requested})."));
        }
    }
}
