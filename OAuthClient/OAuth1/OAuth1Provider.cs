using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>
/// A provider that speaks OAuth 1.0a (RFC 5849): three-legged for users, and two-legged for calls without a user.
/// Immutable.
/// </summary>
[JsonConverter(typeof(JsonRefusal))]
public sealed record OAuth1Provider : OAuthProvider
{
    private static readonly OAuth1Provider Plain = new() { Name = "" };

    /// <summary>The endpoint that issues request tokens (RFC 5849 section 2.1).</summary>
    /// <value>Null when the provider has no logins.</value>
    public string? TemporaryCredentialEndpoint { get; init; }

    /// <summary>The endpoint where the user logs in: the resource owner authorization (RFC 5849 section 2.2).</summary>
    /// <value>Null when the provider has no logins.</value>
    public string? AuthorizationEndpoint { get; init; }

    /// <summary>The endpoint that exchanges a request token for an access token (RFC 5849 section 2.3).</summary>
    /// <value>Null when the provider has no logins.</value>
    public string? TokenEndpoint { get; init; }

    /// <summary>The method that signs requests.</summary>
    /// <value>The default is <see cref="SignatureMethod.HmacSha1"/>.</value>
    public SignatureMethod SignatureMethod { get; init; } = SignatureMethod.HmacSha1;

    /// <summary>The part of a request that holds the protocol's parameters.</summary>
    /// <value>The default is the Authorization header.</value>
    public ParameterPlacement Placement { get; init; }

    /// <summary>
    /// The realm in the Authorization header (RFC 5849 section 3.5.1). The signature does not cover it.
    /// </summary>
    /// <value>The default is null: no realm.</value>
    public string? Realm { get; init; }

    /// <summary>More parameters of the address where the user logs in, such as <c>scope</c>.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyDictionary<string, string> AuthorizationParameters { get; init; } =
        new Dictionary<string, string>();

    /// <summary>The deviations of the provider from RFC 5849.</summary>
    /// <value>The default is none.</value>
    public OAuth1Quirks Quirks { get; init; } = OAuth1Quirks.None;

    internal override IEnumerable<(string Field, string? Url)> Endpoints =>
        from endpoint in new (string Field, string? Url)[]
        {
            (nameof(TemporaryCredentialEndpoint), TemporaryCredentialEndpoint),
            (nameof(AuthorizationEndpoint), AuthorizationEndpoint),
            (nameof(TokenEndpoint), TokenEndpoint),
        }
        where endpoint.Url is not null || HasLogins
        select endpoint;

    internal override string TokenOrigin =>
        TokenEndpoint is { } endpoint ? SafeUrl.OriginOf(endpoint) : base.TokenOrigin;

    // A callback holds a request token, which only this provider can have issued.
    internal override bool NamesIssuer => true;

    internal override bool TakesPins => true;

    // A provider with xAuth alone has only the token endpoint.
    internal override bool HasLogins =>
        (TemporaryCredentialEndpoint ?? AuthorizationEndpoint) is not null
        || (TokenEndpoint is not null && !Allow.HasFlag(Insecure.PasswordLogin));

    /// <summary>Creates a provider from names and values. The names are those of RFC 5849.</summary>
    /// <param name="fields">The fields, such as a configuration section. A space separates the items of a list.</param>
    /// <returns>The provider.</returns>
    /// <exception cref="ArgumentException">A field is unknown, missing or invalid; the message names it.</exception>
    public static OAuth1Provider FromFields(IEnumerable<KeyValuePair<string, string>> fields) =>
        OAuth1FieldReader.Read(fields);

    /// <summary>Shows the values that are set, and no secret.</summary>
    /// <returns>For example <c>OAuth1Provider { Name = discogs, ClientId = me }</c>.</returns>
    public override string ToString() => RecordText.Of(this, Plain with { Title = Name });

    internal override void ThrowIfInvalid()
    {
        base.ThrowIfInvalid();
        SignatureMethod.ThrowIfInvalid(Name);
        ProviderCheck.ThrowIfContradictory(this);
        // RFC 5849 section 3.4.4: the signature is the secrets themselves.
        if (SignatureMethod == SignatureMethod.PlainText
            && Placement == ParameterPlacement.Query
            && !Allow.HasFlag(Insecure.TokenInQuery))
        {
            throw new ArgumentException(
                $"The provider '{Name}' has PLAINTEXT signatures in the query, so logs and proxies would see the secrets. "
                + "Choose another Placement, or allow it by name: Allow = Insecure.TokenInQuery.");
        }
    }

    internal override OAuthProtocol CreateProtocol(DanceDependencies dependencies) =>
        new OAuth1Protocol(this, dependencies);
}
