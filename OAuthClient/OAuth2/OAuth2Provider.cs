using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// A provider that speaks OAuth 2 (RFC 6749): the authorization code grant, always with PKCE (RFC 7636), and the grants
/// that are classes (<see cref="OAuth2Grant"/>). Immutable.
/// </summary>
[JsonConverter(typeof(JsonRefusal))]
public sealed record OAuth2Provider : OAuthProvider
{
    private static readonly OAuth2Provider Plain = new() { Name = "", TokenEndpoint = "" };

    /// <summary>The endpoint where the user logs in (RFC 6749 section 3.1).</summary>
    /// <value>The default is null: users do not log in there, and tokens come by grants only.</value>
    public string? AuthorizationEndpoint { get; init; }

    /// <summary>The endpoint that gives a token for a code or another grant (RFC 6749 section 3.2).</summary>
    public required string TokenEndpoint { get; init; }

    /// <summary>The endpoint that revokes tokens when the user signs out (RFC 7009).</summary>
    /// <value>The default is null: the provider has none.</value>
    public string? RevocationEndpoint { get; init; }

    /// <summary>The endpoint for pushed authorization requests (RFC 9126).</summary>
    /// <value>The default is null: the provider has none.</value>
    public string? PushedAuthorizationRequestEndpoint { get; init; }

    /// <summary>The endpoint that gives a user code to a device without a browser (RFC 8628 section 3.1).</summary>
    /// <value>The default is null: the provider has none.</value>
    public string? DeviceAuthorizationEndpoint { get; init; }

    /// <summary>
    /// The endpoint that asks a user on another device (OpenID Connect Client-Initiated Backchannel Authentication 1.0
    /// section 7).
    /// </summary>
    /// <value>The default is null: the provider has none.</value>
    public string? BackchannelAuthenticationEndpoint { get; init; }

    /// <summary>The endpoint that tells whether a token is active (RFC 7662 section 2).</summary>
    /// <value>The default is null: the provider has none.</value>
    public string? IntrospectionEndpoint { get; init; }

    /// <summary>The endpoint that registers clients (RFC 7591 section 3).</summary>
    /// <value>The default is null: the provider has none.</value>
    public string? RegistrationEndpoint { get; init; }

    /// <summary>Whether a client id may be the URL of a client's metadata document.</summary>
    /// <value>The default is false.</value>
    public bool ClientIdMetadataDocuments { get; init; }

    /// <summary>The grant types that the provider lists (RFC 8414 section 2). Other grants are refused.</summary>
    /// <value>The default is empty: they are unknown, and every grant may be tried.</value>
    public IReadOnlyList<string> GrantTypes { get; init; } = [];

    /// <summary>Whether authorization requests are pushed.</summary>
    /// <value>The default is <see cref="PushedAuthorization.IfAvailable"/>.</value>
    public PushedAuthorization PushedAuthorization { get; init; }

    /// <summary>
    /// The provider's issuer identifier (RFC 8414 section 2), character for character. A callback that names another
    /// issuer is refused.
    /// </summary>
    /// <value>The default is null: the issuer is not compared.</value>
    public string? Issuer { get; init; }

    /// <summary>
    /// Whether every callback names the issuer (RFC 9207 section 3). A callback without an issuer is refused then.
    /// </summary>
    /// <value>The default is false.</value>
    public bool IssuerInResponse { get; init; }

    /// <summary>The requested scopes (RFC 6749 section 3.3). A login can request other scopes.</summary>
    /// <value>The default is empty: the provider chooses the scopes.</value>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The separator between two scopes.</summary>
    /// <value>The default is a space, as RFC 6749 section 3.3 prescribes.</value>
    public string ScopeJoiner { get; init; } = " ";

    /// <summary>The method by which the client authenticates at the provider's endpoints.</summary>
    /// <value>
    /// The default is null: <see cref="OAuth2.ClientAuthentication.Basic"/> with a client secret, and
    /// <see cref="OAuth2.ClientAuthentication.None"/> without. Where the provider's metadata lists
    /// <see cref="OAuth2.ClientAuthentication.Post"/> and not Basic, it is Post with a secret.
    /// </value>
    public ClientAuthentication? ClientAuthentication { get; init; }

    /// <summary>The code challenge methods that the provider supports (RFC 8414 section 2).</summary>
    /// <value>The default is empty: they are unknown, and S256 is used.</value>
    public IReadOnlyList<string> CodeChallengeMethods { get; init; } = [];

    /// <summary>The way in which the callback brings its parameters.</summary>
    /// <value>The default is <see cref="ResponseMode.Query"/>.</value>
    public ResponseMode ResponseMode { get; init; }

    /// <summary>The absolute URIs of the resources that the token is for (RFC 8707).</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>The authorization details of the token: a JSON array (RFC 9396), sent unchanged.</summary>
    /// <value>The default is null: none.</value>
    public string? AuthorizationDetails { get; init; }

    /// <summary>
    /// More parameters of the authorization request, such as <c>prompt</c>. They cannot replace the protocol's own.
    /// </summary>
    /// <value>The default is empty.</value>
    public IReadOnlyDictionary<string, string> AuthorizationParameters { get; init; } =
        new Dictionary<string, string>();

    /// <summary>
    /// More parameters of the token request. They cannot replace the protocol's own; <c>scope</c> and
    /// <c>redirect_uri</c> are sent, where the provider needs them, with the values <c>{scope}</c> and
    /// <c>{redirect_uri}</c>, and <c>state</c> with the value <c>{callback.state}</c>.
    /// </summary>
    /// <remarks>
    /// Placeholders in a value: <c>{scope}</c>, the scopes that were asked for; <c>{redirect_uri}</c>, that of the
    /// login; <c>{client_id}</c>; and <c>{callback.NAME}</c>, the parameter NAME of the login's callback. A parameter
    /// whose placeholder has no value is left out.
    /// </remarks>
    /// <value>The default is empty.</value>
    public IReadOnlyDictionary<string, string> TokenParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>More headers of the requests to the provider's endpoints, except API calls.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyDictionary<string, string> EndpointHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>How the provider refreshes tokens.</summary>
    /// <value>The default is <see cref="RefreshRules.Default"/>: as RFC 6749 section 6 has it.</value>
    public RefreshRules Refresh { get; init; } = RefreshRules.Default;

    /// <summary>
    /// The request that exchanges the token of a login for one with a longer lifetime, sent right after the login.
    /// </summary>
    /// <value>The default is null: the token of the login is used.</value>
    public LiveTokenRequest? LongLivedToken { get; init; }

    /// <summary>The deviations of the provider from the RFCs.</summary>
    /// <value>The default is none.</value>
    public OAuth2Quirks Quirks { get; init; } = OAuth2Quirks.None;

    /// <summary>The parts of the protocol that data cannot say, each a class.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<OAuth2Extension> Extensions { get; init; } = [];

    internal ClientAuthentication Authentication =>
        ClientAuthentication
        ?? (ClientSecret.IsEmpty ? OAuth2.ClientAuthentication.None : SecretAuthentication);

    /// <summary>The method of a client with a secret that chooses no method.</summary>
    internal ClientAuthentication SecretAuthentication { get; init; } = OAuth2.ClientAuthentication.Basic;

    /// <summary>
    /// The template of the issuer, such as <c>https://login.example/{tenantid}/v2.0</c>, where the issuer itself is
    /// unknown until a user logs in.
    /// </summary>
    internal string? IssuerTemplate { get; init; }

    internal override IEnumerable<(string Field, string? Url)> Endpoints =>
    [
        .. Optional(nameof(AuthorizationEndpoint), AuthorizationEndpoint),
        (nameof(TokenEndpoint), TokenEndpoint),
        .. Optional(nameof(DeviceAuthorizationEndpoint), DeviceAuthorizationEndpoint),
        .. Optional(nameof(BackchannelAuthenticationEndpoint), BackchannelAuthenticationEndpoint),
        .. Optional(nameof(IntrospectionEndpoint), IntrospectionEndpoint),
        .. Optional(nameof(RegistrationEndpoint), RegistrationEndpoint),
        .. Optional(nameof(PushedAuthorizationRequestEndpoint), PushedAuthorizationRequestEndpoint),
        .. Optional(nameof(RevocationEndpoint), RevocationEndpoint),
        .. Regional(nameof(OAuth2Quirks.RegionalTokenEndpoints), Quirks.RegionalTokenEndpoints),
        .. Regional(nameof(OAuth2Quirks.RegionalRevocationEndpoints), Quirks.RegionalRevocationEndpoints),
        .. Optional($"{nameof(Refresh)}.{nameof(RefreshRules.Endpoint)}", Refresh.Endpoint),
        .. Regional($"{nameof(Refresh)}.{nameof(RefreshRules.RegionalEndpoints)}", Refresh.RegionalEndpoints),
        .. Optional($"{nameof(Refresh)}.{nameof(RefreshRules.LiveToken)}", Refresh.LiveToken?.Endpoint),
        .. Optional(nameof(LongLivedToken), LongLivedToken?.Endpoint),
    ];

    /// <summary>The parameters of a callback that the library reads besides those of the RFCs.</summary>
    internal IEnumerable<string> CallbackParameters =>
        [.. Quirks.CallbackParameters, .. RepeatedCallbackParameters];

    /// <summary>The parameters of a callback that later requests repeat.</summary>
    internal IEnumerable<string> RepeatedCallbackParameters =>
        ParameterTemplate.CallbackParameters([.. TokenParameters.Values, .. Refresh.Parameters?.Values ?? []]);

    /// <summary>
    /// The parameters that only the protocol may set, under their names in the RFC and under the provider's.
    /// </summary>
    internal IReadOnlyList<string> ReservedNames =>
    [
        .. AuthorizationRequest.ReservedNames,
        .. AuthorizationRequest.ReservedNames.Select(Quirks.WireName),
        .. Extensions.SelectMany(extension => extension.Owns),
    ];

    internal override bool HasLogins => AuthorizationEndpoint is not null;

    internal override string Identity => Issuer ?? IssuerTemplate ?? TokenOrigin;

    // The issuers of one host have one name if discovery has named them: the key of one must never be taken for an
    // earlier key of another. An issuer of the host's own may be any text.
    internal override bool HasFormerKeys =>
        !IsGuarded
        && !(Uri.TryCreate(Issuer ?? IssuerTemplate, UriKind.Absolute, out var issuer) && Name == issuer.IdnHost);

    internal override string TokenOrigin => SafeUrl.OriginOf(TokenEndpoint);

    internal override bool NamesIssuer =>
        (Issuer is not null && IssuerInResponse)
        // A host does not tell two servers apart that differ in their ports.
        || (Quirks.HostParameter is not null && new Uri(TokenEndpoint).IsDefaultPort);

    /// <summary>Creates a provider from names and values. The names are those of RFC 8414 and RFC 7591.</summary>
    /// <param name="fields">The fields, such as a configuration section. A space separates the items of a list.</param>
    /// <returns>The provider.</returns>
    /// <exception cref="ArgumentException">A field is unknown, missing or invalid; the message names it.</exception>
    public static OAuth2Provider FromFields(IEnumerable<KeyValuePair<string, string>> fields) =>
        OAuth2FieldReader.Read(fields);

    /// <summary>Shows the values that are set, and no secret.</summary>
    /// <returns>For example <c>OAuth2Provider { Name = github, ClientId = me, Scopes = [repo] }</c>.</returns>
    public override string ToString() => RecordText.Of(this, Plain with { Title = Name });

    internal override void ThrowIfInvalid()
    {
        base.ThrowIfInvalid();
        ProviderCheck.ThrowIfContradictory(this);
        ExtensionRules.ThrowIfInvalid(this);
        ReservedParameters.ThrowIfReserved(
            ReservedNames, AuthorizationParameters.Keys, $"AuthorizationParameters of the provider '{Name}'");
        CheckParameters(nameof(TokenParameters), TokenParameters);
        CheckParameters($"{nameof(Refresh)}.{nameof(RefreshRules.Parameters)}", Refresh.Parameters);
    }

    /// <summary>The token type as an extension writes it; null when no extension can use it.</summary>
    internal string? FindExtensionTokenType(string? type) => Extensions
        .SelectMany(extension => extension.TokenTypes)
        .FirstOrDefault(known => known.Equals(type, StringComparison.OrdinalIgnoreCase));

    internal override OAuthProtocol CreateProtocol(DanceDependencies dependencies) =>
        new OAuth2Protocol(this, dependencies);

    // A provider may want some of the protocol's own parameters where the RFC has none: they keep their own values.
    private void CheckParameters(string field, IReadOnlyDictionary<string, string>? parameters)
    {
        var names =
            from parameter in parameters ?? new Dictionary<string, string>()
            where (parameter.Key, parameter.Value) is not (
                ("scope", "{scope}") or ("redirect_uri", "{redirect_uri}") or ("state", "{callback.state}"))
            select parameter.Key;
        ReservedParameters.ThrowIfReserved(
            [.. ReservedNames, "refresh_token"], names, $"{field} of the provider '{Name}'");
    }

    private static IEnumerable<(string Field, string? Url)> Regional(
        string field, IReadOnlyDictionary<string, string> endpoints) =>
        endpoints.Values.Select(url => (field, (string?)url));

    private static IEnumerable<(string Field, string? Url)> Optional(string field, string? url) =>
        url is null ? [] : [(field, url)];
}
