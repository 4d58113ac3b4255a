using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>Reads a provider from names and values, such as a configuration section.</summary>
internal static class OAuth2FieldReader
{
    private static readonly string[] KnownFields =
    [
        "name", "client_id", "client_secret", "api_base_url", "origins", "authorization_endpoint", "token_endpoint", "revocation_endpoint", "pushed_authorization_request_endpoint",
        "require_pushed_authorization_requests", "issuer", "authorization_response_iss_parameter_supported", "scope", "token_endpoint_auth_method",
        "code_challenge_methods_supported", "response_mode", "resource", "authorization_details",
    ];

    public static OAuth2Provider Read(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var read = new ProviderFields(fields, KnownFields);
        return new()
        {
            Name = read.Required("name"),
            ClientId = read.Required("client_id"),
            ClientSecret = read.Optional("client_secret"),
            ApiBaseUrl = read.Optional("api_base_url"),
            Origins = read.List("origins"),
            AuthorizationEndpoint = read.Required("authorization_endpoint"),
            TokenEndpoint = read.Required("token_endpoint"),
            RevocationEndpoint = read.Optional("revocation_endpoint"),
            PushedAuthorizationRequestEndpoint = read.Optional("pushed_authorization_request_endpoint"),
            PushedAuthorization = read.Boolean("require_pushed_authorization_requests") ? PushedAuthorization.Required : PushedAuthorization.IfAvailable,
            Issuer = read.Optional("issuer"),
            IssuerInResponse = read.Boolean("authorization_response_iss_parameter_supported"),
            Scopes = read.List("scope"),
            ClientAuthentication = read.Optional("token_endpoint_auth_method") is { } method ? ClientAuthentication.FromName(method) : null,
            CodeChallengeMethods = read.List("code_challenge_methods_supported"),
            ResponseMode = read.Optional("response_mode") switch
            {
                null or "query" => ResponseMode.Query,
                "form_post" => ResponseMode.FormPost,
                var other => throw new ArgumentException($"response_mode is '{other}'; it may be query or form_post.", nameof(fields)),
            },
            Resources = read.List("resource"),
            AuthorizationDetails = read.Optional("authorization_details"),
        };
    }
}
