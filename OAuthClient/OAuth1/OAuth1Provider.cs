using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>A provider that speaks OAuth 1.0a (RFC 5849): three legs, or two where there is no user. Immutable.</summary>
public sealed record OAuth1Provider : OAuthProvider
{
    /// <summary>Where a request token comes from: the temporary credential request (RFC 5849 section 2.1). Null where there are no logins.</summary>
    public string? TemporaryCredentialEndpoint { get; init; }

    /// <summary>Where the user logs in: the resource owner authorization (RFC 5849 section 2.2). Null where there are no logins.</summary>
    public string? AuthorizationEndpoint { get; init; }

    /// <summary>Where the request token becomes an access token: the token request (RFC 5849 section 2.3). Null where there are no logins.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>How requests are signed. The default is <see cref="SignatureMethod.HmacSha1"/>.</summary>
    public SignatureMethod SignatureMethod { get; init; } = SignatureMethod.HmacSha1;

    /// <summary>Where the protocol's parameters go. The default is the Authorization header.</summary>
    public ParameterPlacement Placement { get; init; }

    /// <summary>The realm in the Authorization header (RFC 5849 section 3.5.1); null for none. It is not signed.</summary>
    public string? Realm { get; init; }

    /// <summary>Further parameters of the address where the user logs in, such as <c>scope</c>.</summary>
    public IReadOnlyDictionary<string, string> AuthorizationParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What it does otherwise than RFC 5849 has it. The default is nothing.</summary>
    public OAuth1Quirks Quirks { get; init; } = OAuth1Quirks.None;

    internal override IEnumerable<(string Field, string? Url)> Endpoints => new[]
    {
        (nameof(TemporaryCredentialEndpoint), TemporaryCredentialEndpoint), (nameof(AuthorizationEndpoint), AuthorizationEndpoint), (nameof(TokenEndpoint), TokenEndpoint),
    }.Where(endpoint => endpoint.Item2 is not null || HasLogins);

    // A callback has a token that only this provider can have given.
    internal override bool NamesIssuer => true;

    internal override bool TakesPins => true;

    internal override bool HasLogins => (TemporaryCredentialEndpoint ?? AuthorizationEndpoint ?? TokenEndpoint) is not null;

    /// <summary>Makes a provider from names and values, in the words of RFC 5849; lists are separated by spaces.</summary>
    /// <param name="fields">The fields, such as a configuration section.</param>
    /// <returns>The provider.</returns>
    /// <exception cref="ArgumentException">A field is unknown, missing, or of no use; the message names it.</exception>
    public static OAuth1Provider FromFields(IEnumerable<KeyValuePair<string, string>> fields) => OAuth1FieldReader.Read(fields);

    internal override void Check()
    {
        base.Check();
        SignatureMethod.Check(Name);
        if (Realm is not null && Realm.Any(letter => letter is < ' ' or > '~' or '"' or '\\'))
            throw new ArgumentException($"The Realm of the provider '{Name}' has a quotation mark, a backslash or a letter that is not ASCII; none of them fits into a header.");
        // RFC 5849 section 3.4.4: the signature is the secrets themselves.
        if (SignatureMethod == SignatureMethod.PlainText && Placement == ParameterPlacement.Query && !Allow.HasFlag(Insecure.TokenInQuery))
            throw new ArgumentException($"The provider '{Name}' has PLAINTEXT signatures in the query, so logs and proxies would see the secrets. Choose another Placement, or allow it by name: Allow = Insecure.TokenInQuery.");
    }

    internal override OAuthProtocol Protocol(DanceDependencies dependencies) => new OAuth1Protocol(this, dependencies);
}
