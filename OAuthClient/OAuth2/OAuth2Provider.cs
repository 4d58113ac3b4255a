using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>A provider that speaks OAuth 2 (RFC 6749): the authorization code grant, always with PKCE (RFC 7636). Immutable.</summary>
public sealed record OAuth2Provider : OAuthProvider
{
    /// <summary>Where the user logs in (RFC 6749 section 3.1).</summary>
    public required string AuthorizationEndpoint { get; init; }

    /// <summary>Where the code becomes a token (RFC 6749 section 3.2).</summary>
    public required string TokenEndpoint { get; init; }

    /// <summary>Where tokens are revoked when the user signs out (RFC 7009); null when the provider has no such endpoint.</summary>
    public string? RevocationEndpoint { get; init; }

    /// <summary>Where authorization requests are pushed to (RFC 9126); null when the provider has no such endpoint.</summary>
    public string? PushedAuthorizationRequestEndpoint { get; init; }

    /// <summary>Whether authorization requests are pushed. The default is when there is an endpoint for it.</summary>
    public PushedAuthorization PushedAuthorization { get; init; }

    /// <summary>The provider's issuer identifier (RFC 8414 section 2), to the letter. A callback that names another is refused; null does not look.</summary>
    public string? Issuer { get; init; }

    /// <summary>Whether every callback names the issuer (RFC 9207 section 3), so that one without is refused. The default is no.</summary>
    public bool IssuerInResponse { get; init; }

    /// <summary>The scopes to ask for (RFC 6749 section 3.3); none leaves it to the provider. A login can ask for others.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>What joins scopes. The default is a space, as RFC 6749 section 3.3 has it.</summary>
    public string ScopeJoiner { get; init; } = " ";

    /// <summary>How the client says who it is. Null, the default, is <see cref="OAuth2.ClientAuthentication.Basic"/> with a secret and <see cref="OAuth2.ClientAuthentication.None"/> without.</summary>
    public ClientAuthentication? ClientAuthentication { get; init; }

    /// <summary>The code challenge methods that the provider says it knows (RFC 8414 section 2). None, the default, means that it does not say: S256 is used.</summary>
    public IReadOnlyList<string> CodeChallengeMethods { get; init; } = [];

    /// <summary>How the callback's parameters come back. The default is in the query.</summary>
    public ResponseMode ResponseMode { get; init; }

    /// <summary>What the token is for: absolute URIs (RFC 8707), any number.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>What the token shall allow, in detail: a JSON array (RFC 9396), sent as it is.</summary>
    public string? AuthorizationDetails { get; init; }

    /// <summary>Further parameters of the authorization request, such as <c>prompt</c>. They cannot replace the protocol's own.</summary>
    public IReadOnlyDictionary<string, string> AuthorizationParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Further parameters of the token request. They cannot replace the protocol's own.</summary>
    public IReadOnlyDictionary<string, string> TokenParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Further headers of requests to the token endpoint and the like.</summary>
    public IReadOnlyDictionary<string, string> EndpointHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>What it does otherwise than the RFCs have it. The default is nothing.</summary>
    public OAuth2Quirks Quirks { get; init; } = OAuth2Quirks.None;

    internal ClientAuthentication Authentication =>
        ClientAuthentication ?? (ClientSecret.IsEmpty ? OAuth2.ClientAuthentication.None : OAuth2.ClientAuthentication.Basic);

    internal override IEnumerable<(string Field, string? Url)> Endpoints =>
    [
        (nameof(AuthorizationEndpoint), AuthorizationEndpoint),
        (nameof(TokenEndpoint), TokenEndpoint),
        .. PushedAuthorizationRequestEndpoint is { } pushed ? [(nameof(PushedAuthorizationRequestEndpoint), pushed)] : Array.Empty<(string, string?)>(),
        .. RevocationEndpoint is { } revocation ? [(nameof(RevocationEndpoint), revocation)] : Array.Empty<(string, string?)>(),
        .. Quirks.RegionalTokenEndpoints.Select(region => (nameof(OAuth2Quirks.RegionalTokenEndpoints), (string?)region.Value)),
    ];

    /// <summary>What nobody may set beside the protocol, in the RFC's words and in the provider's.</summary>
    internal IReadOnlyList<string> ReservedNames => [.. AuthorizationRequest.ReservedNames, .. AuthorizationRequest.ReservedNames.Select(Quirks.WireName)];

    internal override bool NamesIssuer => Issuer is not null && IssuerInResponse;

    /// <summary>Makes a provider from names and values, in the words of RFC 8414 and RFC 7591; lists are separated by spaces.</summary>
    /// <param name="fields">The fields, such as a configuration section.</param>
    /// <returns>The provider.</returns>
    /// <exception cref="ArgumentException">A field is unknown, missing, or of no use; the message names it.</exception>
    public static OAuth2Provider FromFields(IEnumerable<KeyValuePair<string, string>> fields) => OAuth2FieldReader.Read(fields);

    internal override void Check()
    {
        base.Check();
        // RFC 9700 section 2.5: a client that has a secret proves it, whatever a server's metadata says of doing without.
        if (!ClientSecret.IsEmpty && Authentication == OAuth2.ClientAuthentication.None)
            throw new ArgumentException($"The provider '{Name}' has a ClientSecret and ClientAuthentication.None, which would not use it. Leave out one of them.");
        if (IssuerInResponse && Issuer is null)
            throw new ArgumentException($"The provider '{Name}' has IssuerInResponse but no Issuer to compare with.");
        if (Quirks.CallbackHmacParameter is not null && ClientSecret.IsEmpty)
            throw new ArgumentException($"The provider '{Name}' signs its callbacks with your client secret, so it needs a ClientSecret.");
        if (Quirks is { RedirectUriAlias: not null, StateInRedirectUri: true })
            throw new ArgumentException($"The provider '{Name}' has RedirectUriAlias and StateInRedirectUri: the state would go where nobody brings it back from. Leave out one of them.");
        if (Quirks.TokenQueryParameter is not null && !Allow.HasFlag(Insecure.TokenInQuery))
            throw new ArgumentException($"The provider '{Name}' wants its token in the query, where logs and proxies see it. That can be allowed by name: Allow = Insecure.TokenInQuery.");
        ReservedParameters.Check(ReservedNames, AuthorizationParameters.Keys, $"AuthorizationParameters of the provider '{Name}'");
        ReservedParameters.Check(ReservedNames, TokenParameters.Keys, $"TokenParameters of the provider '{Name}'");
    }

    internal override OAuthProtocol Protocol(DanceDependencies dependencies) => new OAuth2Protocol(this, dependencies);
}
