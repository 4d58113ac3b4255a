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

    /// <summary>Other names of request parameters, by the RFC's: <c>client_id</c> is <c>appid</c> at WeChat.</summary>
    public IReadOnlyDictionary<string, string> ParameterNames { get; init; } = Empty;

    /// <summary>Back-channel requests are JSON and not forms.</summary>
    public bool JsonRequests { get; init; }

    /// <summary>The provider does not give <c>state</c> back, so it travels inside the redirect URI.</summary>
    public bool StateInRedirectUri { get; init; }

    /// <summary>The token request must not have <c>redirect_uri</c>.</summary>
    public bool NoRedirectUriAtToken { get; init; }

    /// <summary>Where a callback has its error, if not in <c>error</c>.</summary>
    public string? ErrorParameter { get; init; }

    /// <summary>Errors of a callback that mean that the user said no, besides <c>access_denied</c>.</summary>
    public IReadOnlyList<string> DenialErrors { get; init; } = [];

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

    internal string NameOf(string parameter) => ParameterNames.GetValueOrDefault(parameter, parameter);
}
