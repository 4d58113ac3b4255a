using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The deviations of a provider from the RFCs, one option each. By default no option is set. Immutable.
/// </summary>
public sealed record OAuth2Quirks
{
    // This field is declared before None, because the initializer of None uses it.
    private static readonly Dictionary<string, string> Empty = [];

    /// <summary>No deviation: a provider that keeps to the RFCs.</summary>
    public static OAuth2Quirks None { get; } = new();

    /// <summary>
    /// The provider's names of request parameters, by their names in the RFC: TikTok calls <c>client_id</c>
    /// <c>client_key</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> ParameterNames { get; init; } = Empty;

    /// <summary>The scope joiner is not percent-encoded in the authorization request, as in <c>a+b</c>.</summary>
    public bool PlainScopeJoiner { get; init; }

    /// <summary>The header that holds the client id in back-channel requests, instead of the form.</summary>
    public string? ClientIdHeader { get; init; }

    /// <summary>Back-channel requests are JSON instead of forms.</summary>
    public bool JsonRequests { get; init; }

    /// <summary>The provider does not return <c>state</c>, so the redirect URI holds it.</summary>
    public bool StateInRedirectUri { get; init; }

    /// <summary>
    /// The name under which the provider has registered the redirect URI, such as a RuName at eBay. It is sent as
    /// <c>redirect_uri</c>.
    /// </summary>
    public string? RedirectUriAlias { get; init; }

    /// <summary>The token request has no <c>redirect_uri</c>.</summary>
    public bool NoRedirectUriAtToken { get; init; }

    /// <summary>
    /// The code challenge (RFC 7636 section 4.2) is the SHA-256 of the verifier in hexadecimal digits, and not in
    /// base64url.
    /// </summary>
    public bool HexCodeChallenge { get; init; }

    /// <summary>
    /// The path of the object in the answer that holds the token, such as <c>authed_user</c> or <c>response.data</c>.
    /// Of a list, the first element counts. A question mark after the path accepts an answer without the object, which
    /// holds the token itself.
    /// </summary>
    /// <value>The default is null: the answer itself holds the token.</value>
    public string? TokenEnvelope { get; init; }

    /// <summary>
    /// The provider's names of the fields of a token answer, by their names in RFC 6749:
    /// <c>["access_token"] = "accessToken"</c>. A renamed field is not read under its RFC name.
    /// </summary>
    /// <value>The default is empty.</value>
    /// <exception cref="ArgumentException">A key is not the name of a field that the library reads.</exception>
    public IReadOnlyDictionary<string, string> FieldNames
    {
        get;
        init => field = TokenFields.CheckNames(value);
    } = Empty;

    /// <summary>
    /// The provider's names of scopes in its answers, by their names in a request: Google calls <c>email</c>
    /// <c>https://www.googleapis.com/auth/userinfo.email</c>.
    /// </summary>
    /// <value>The default is empty.</value>
    public IReadOnlyDictionary<string, string> ScopeNames { get; init; } = Empty;

    /// <summary>
    /// Token types that mean a Bearer token, besides <c>Bearer</c>, such as <c>User Access Token</c>. The comparison
    /// ignores case.
    /// </summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<string> BearerTypes { get; init; } = [];

    /// <summary>Whether a lifetime of 0 means that the token does not expire.</summary>
    /// <value>The default is false: such a token has expired already.</value>
    public bool ZeroMeansNoExpiry { get; init; }

    /// <summary>
    /// The provider's names of the parameters of a callback, by their names in the RFCs:
    /// <c>["code"] = "spapi_oauth_code"</c>. A renamed parameter is not read under its RFC name.
    /// </summary>
    /// <value>The default is empty.</value>
    /// <exception cref="ArgumentException">
    /// A key is not the name of a parameter that the library reads, or a name is empty.
    /// </exception>
    public IReadOnlyDictionary<string, string> CallbackNames
    {
        get;
        init => field = CallbackFields.CheckNames(value);
    } = Empty;

    /// <summary>The parameter of a callback that holds the error when <c>error</c> is absent.</summary>
    public string? ErrorParameter { get; init; }

    /// <summary>
    /// The parameter of a callback that holds the description of the error when <c>error_description</c> is absent.
    /// </summary>
    public string? ErrorDescriptionParameter { get; init; }

    /// <summary>
    /// The parameter of a callback that holds a reason, beside the error or alone. A reason in
    /// <see cref="DenialErrors"/> means that the user denied the login.
    /// </summary>
    public string? ErrorReasonParameter { get; init; }

    /// <summary>
    /// Errors and reasons of a callback that mean that the user denied the login, besides <c>access_denied</c>.
    /// </summary>
    public IReadOnlyList<string> DenialErrors { get; init; } = [];

    /// <summary>
    /// The parameter of a callback that signs the other parameters: the HMAC-SHA256, in hexadecimal digits, of the
    /// query without this parameter, sorted by name, with the client secret as the key. A callback with a missing or
    /// wrong signature is refused.
    /// </summary>
    public string? CallbackHmacParameter { get; init; }

    /// <summary>
    /// The parameter of a callback that names the host of the token endpoint, as Shopify's <c>shop</c>. A callback with
    /// another host, or without one, is refused. Providers with different hosts may then share a redirect URI.
    /// </summary>
    public string? HostParameter { get; init; }

    /// <summary>The parameter of a callback that selects one of the <see cref="RegionalTokenEndpoints"/>.</summary>
    public string? RegionParameter { get; init; }

    /// <summary>Token endpoints by region. A callback with another region is refused.</summary>
    public IReadOnlyDictionary<string, string> RegionalTokenEndpoints { get; init; } = Empty;

    /// <summary>
    /// Revocation endpoints by region. A token of another region is revoked at
    /// <see cref="OAuth2Provider.RevocationEndpoint"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> RegionalRevocationEndpoints { get; init; } = Empty;

    /// <summary>The scheme before the token in API calls. Empty sends the token without a scheme.</summary>
    /// <value>The default is <c>Bearer</c> (RFC 6750 section 2.1).</value>
    public string TokenScheme { get; init; } = "Bearer";

    /// <summary>The header that holds the token in API calls.</summary>
    /// <value>The default is <c>Authorization</c>.</value>
    public string TokenHeader { get; init; } = "Authorization";

    /// <summary>
    /// The query parameter that holds the token in API calls, instead of a header. It requires
    /// <see cref="Insecure.TokenInQuery"/>.
    /// </summary>
    public string? TokenQueryParameter { get; init; }

    /// <summary>The parameters of a callback that the library reads besides those of the RFCs.</summary>
    internal IEnumerable<string> CallbackParameters => new[]
    {
        ErrorParameter,
        ErrorDescriptionParameter,
        ErrorReasonParameter,
        RegionParameter,
        CallbackHmacParameter,
        HostParameter,
    }.OfType<string>();

    /// <summary>Shows the values that are set, and no secret.</summary>
    /// <returns>For example <c>OAuth2Quirks { TokenEnvelope = authed_user }</c>.</returns>
    public override string ToString() => RecordText.Of(this, None);

    internal string WireName(string parameter) => ParameterNames.GetValueOrDefault(parameter, parameter);
}
