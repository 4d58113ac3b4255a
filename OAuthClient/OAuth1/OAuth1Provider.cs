namespace OAuthClient.OAuth1;

/// <summary>A provider that speaks OAuth 1.0a (RFC 5849): three legs, signed with HMAC-SHA1. Immutable.</summary>
public sealed record OAuth1Provider : OAuthProvider
{
    private static readonly string[] FieldNames =
        ["name", "client_id", "client_secret", "api_base_url", "origins", "temporary_credential_endpoint", "authorization_endpoint", "token_endpoint"];

    /// <summary>Where a request token comes from: the temporary credential request (RFC 5849 section 2.1).</summary>
    public required string TemporaryCredentialEndpoint { get; init; }

    /// <summary>Where the user logs in: the resource owner authorization (RFC 5849 section 2.2).</summary>
    public required string AuthorizationEndpoint { get; init; }

    /// <summary>Where the request token becomes an access token: the token request (RFC 5849 section 2.3).</summary>
    public required string TokenEndpoint { get; init; }

    internal override IEnumerable<(string Field, string? Url)> Endpoints =>
        [(nameof(TemporaryCredentialEndpoint), TemporaryCredentialEndpoint), (nameof(AuthorizationEndpoint), AuthorizationEndpoint), (nameof(TokenEndpoint), TokenEndpoint)];

    /// <summary>Makes a provider from names and values, in the words of RFC 5849; lists are separated by spaces.</summary>
    /// <param name="fields">The fields, such as a configuration section.</param>
    /// <returns>The provider.</returns>
    /// <exception cref="ArgumentException">A field is unknown or missing; the message names it.</exception>
    public static OAuth1Provider FromFields(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var read = new ProviderFields(fields, FieldNames);
        return new()
        {
            Name = read.Required("name"),
            ClientId = read.Required("client_id"),
            ClientSecret = read.Optional("client_secret"),
            ApiBaseUrl = read.Optional("api_base_url"),
            Origins = read.List("origins"),
            TemporaryCredentialEndpoint = read.Required("temporary_credential_endpoint"),
            AuthorizationEndpoint = read.Required("authorization_endpoint"),
            TokenEndpoint = read.Required("token_endpoint"),
        };
    }

    // A callback has a token that only this provider can have given.
    internal override bool NamesItself => true;

    internal override OAuthProtocol Protocol(DanceTools tools) => new OAuth1Protocol(this, tools);
}
