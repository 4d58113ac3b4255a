namespace OAuthClient.OAuth2;

/// <summary>
/// What a provider does otherwise than the RFCs have it, each as an option with a name. The default is none: a provider that keeps to
/// them. Immutable.
/// </summary>
public sealed record OAuth2Quirks
{
    // Before None, which is made of it.
    private static readonly Dictionary<string, string> Empty = [];

    /// <summary>None at all.</summary>
    public static OAuth2Quirks None { get; } = new();

    /// <summary>Other names of request parameters, by the RFC's: <c>client_id</c> is <c>client_key</c> at TikTok.</summary>
    public IReadOnlyDictionary<string, string> ParameterNames { get; init; } = Empty;

    /// <summary>What joins scopes stands in the authorization request as it is, such as <c>a+b</c>, and not percent-encoded.</summary>
    public bool PlainScopeJoiner { get; init; }

    /// <summary>The header that has the client id in back-channel requests, instead of the form.</summary>
    public string? ClientIdHeader { get; init; }

    /// <summary>Back-channel requests are JSON and not forms.</summary>
    public bool JsonRequests { get; init; }

    /// <summary>The provider does not give <c>state</c> back, so it travels inside the redirect URI.</summary>
    public bool StateInRedirectUri { get; init; }

    /// <summary>What is sent as <c>redirect_uri</c> instead of it: the name that the provider keeps it under, such as a RuName at eBay.</summary>
    public string? RedirectUriAlias { get; init; }

    /// <summary>The token request must not have <c>redirect_uri</c>.</summary>
    public bool NoRedirectUriAtToken { get; init; }

    /// <summary>Where in the answer the token is, if not at the top: the path of an object, such as <c>authed_user</c> or <c>response.data</c>. The default is none.</summary>
    public string? TokenEnvelope { get; init; }

    /// <summary>
    /// What the fields of a token answer are called here, by their names in RFC 6749: <c>["access_token"] = "accessToken"</c>. What is renamed is not looked
    /// for under its proper name. The default is empty.
    /// </summary>
    /// <exception cref="ArgumentException">A key is none of the names that are looked for.</exception>
    public IReadOnlyDictionary<string, string> FieldNames
    {
        get;
        init => field = TokenFields.CheckNames(value);
    } = Empty;

    /// <summary>Token types that are used as Bearer tokens though they are called otherwise, such as <c>User Access Token</c>; without case. The default is empty, and <c>Bearer</c> is always one.</summary>
    public IReadOnlyList<string> BearerTypes { get; init; } = [];

    /// <summary>Whether a lifetime of 0 means that the token does not expire. By default it means that it has ended already.</summary>
    public bool ZeroMeansNoExpiry { get; init; }

    /// <summary>Where a callback has its error, if not in <c>error</c>.</summary>
    public string? ErrorParameter { get; init; }

    /// <summary>Errors of a callback that mean that the user said no, besides <c>access_denied</c>.</summary>
    public IReadOnlyList<string> DenialErrors { get; init; } = [];

    /// <summary>
    /// The parameter of a callback that signs the others: HMAC-SHA256 in hexadecimal of the query without it, sorted by name, with the
    /// client secret as the key. A callback without it, or with another, is refused.
    /// </summary>
    public string? CallbackHmacParameter { get; init; }

    /// <summary>The parameter of a callback that says which of <see cref="RegionalTokenEndpoints"/> to use.</summary>
    public string? RegionParameter { get; init; }

    /// <summary>Token endpoints by region. A region that is not among them is refused: the callback cannot name a host.</summary>
    public IReadOnlyDictionary<string, string> RegionalTokenEndpoints { get; init; } = Empty;

    /// <summary>What stands before the token in calls of the API. The default is <c>Bearer</c> (RFC 6750 section 2.1); an empty one leaves the token alone.</summary>
    public string TokenScheme { get; init; } = "Bearer";

    /// <summary>The header that has the token in calls of the API. The default is <c>Authorization</c>.</summary>
    public string TokenHeader { get; init; } = "Authorization";

    /// <summary>The query parameter that has the token in calls of the API, instead of a header. It needs <see cref="Insecure.TokenInQuery"/>.</summary>
    public string? TokenQueryParameter { get; init; }

    /// <summary>The parameters of a callback that decide something besides the RFC's.</summary>
    internal IEnumerable<string> CallbackParameters => new[] { ErrorParameter, RegionParameter, CallbackHmacParameter }.OfType<string>();

    internal string WireName(string parameter) => ParameterNames.GetValueOrDefault(parameter, parameter);
}
