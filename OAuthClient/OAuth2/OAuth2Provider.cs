namespace OAuthClient.OAuth2;

/// <summary>How the client tells the token endpoint who it is (RFC 6749 section 2.3.1). Just one way in each request.</summary>
public enum ClientAuthentication
{
    /// <summary>In the Authorization header, which every server must support; a client without a secret sends its id alone.</summary>
    Basic,

    /// <summary>In the form.</summary>
    Post,
}

/// <summary>A provider that speaks OAuth 2 (RFC 6749): the authorization code grant, always with PKCE S256 (RFC 7636). Immutable.</summary>
public sealed record OAuth2Provider : OAuthProvider
{
    private static readonly string[] FromFieldsNames =
        ["name", "client_id", "client_secret", "api_base_url", "origins", "authorization_endpoint", "token_endpoint", "scope", "token_endpoint_auth_method"];

    /// <summary>Where the user logs in (RFC 6749 section 3.1).</summary>
    public required string AuthorizationEndpoint { get; init; }

    /// <summary>Where the code becomes a token (RFC 6749 section 3.2).</summary>
    public required string TokenEndpoint { get; init; }

    /// <summary>The scopes to ask for (RFC 6749 section 3.3); none leaves it to the provider.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>What joins scopes. The default is a space, as RFC 6749 section 3.3 has it.</summary>
    public string ScopeJoiner { get; init; } = " ";

    /// <summary>How the client says who it is. The default is <see cref="ClientAuthentication.Basic"/>.</summary>
    public ClientAuthentication ClientAuthentication { get; init; }

    /// <summary>Further parameters of the authorization request, such as <c>prompt</c>. They cannot replace the protocol's own.</summary>
    public IReadOnlyDictionary<string, string> AuthorizationParameters { get; init; } = new Dictionary<string, string>();

    internal override IEnumerable<(string Field, string? Url)> Endpoints =>
        [(nameof(AuthorizationEndpoint), AuthorizationEndpoint), (nameof(TokenEndpoint), TokenEndpoint)];

    /// <summary>Makes a provider from names and values, in the words of RFC 8414 and RFC 7591; lists are separated by spaces.</summary>
    /// <param name="fields">The fields, such as a configuration section.</param>
    /// <returns>The provider.</returns>
    /// <exception cref="ArgumentException">A field is unknown, missing, or of no use; the message names it.</exception>
    public static OAuth2Provider FromFields(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var read = new ProviderFields(fields, FromFieldsNames);
        return new()
        {
            Name = read.Required("name"),
            ClientId = read.Required("client_id"),
            ClientSecret = read.Optional("client_secret"),
            ApiBaseUrl = read.Optional("api_base_url"),
            Origins = read.List("origins"),
            AuthorizationEndpoint = read.Required("authorization_endpoint"),
            TokenEndpoint = read.Required("token_endpoint"),
            Scopes = read.List("scope"),
            ClientAuthentication = read.Optional("token_endpoint_auth_method") switch
            {
                null or "client_secret_basic" or "none" => ClientAuthentication.Basic,
                "client_secret_post" => ClientAuthentication.Post,
                var other => throw new ArgumentException($"token_endpoint_auth_method is '{other}'; it may be client_secret_basic, client_secret_post or none.", nameof(fields)),
            },
        };
    }

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
        init => field = TokenFields.Checked(value);
    } = new Dictionary<string, string>();

    /// <summary>Token types that are used as Bearer tokens though they are called otherwise, such as <c>User Access Token</c>; without case. The default is empty, and <c>Bearer</c> is always one.</summary>
    public IReadOnlyList<string> BearerTypes { get; init; } = [];

    /// <summary>Whether a lifetime of 0 means that the token does not expire. By default it means that it has ended already.</summary>
    public bool ZeroMeansNoExpiry { get; init; }

    internal override OAuthProtocol Protocol(DanceTools tools) => new OAuth2Protocol(this, tools);
}
