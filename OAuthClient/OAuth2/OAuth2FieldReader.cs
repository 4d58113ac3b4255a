using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>Reads a provider from names and values, such as a configuration section.</summary>
internal static class OAuth2FieldReader
{
    private static readonly string[] KnownFields =
    [
        "name", "client_id", "client_secret", "api_base_url", "origins", "authorization_endpoint", "token_endpoint",
        "revocation_endpoint", "pushed_authorization_request_endpoint", "require_pushed_authorization_requests",
        "issuer", "authorization_response_iss_parameter_supported", "scope", "token_endpoint_auth_method",
        "code_challenge_methods_supported", "response_mode", "resource", "authorization_details",
    ];

    public static OAuth2Provider Read(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var reader = new ProviderFields(fields, KnownFields);
        return new()
        {
            Name = reader.Required("name"),
            ClientId = reader.Required("client_id"),
            ClientSecret = reader.Optional("client_secret"),
            ApiBaseUrl = reader.Optional("api_base_url"),
            Origins = reader.List("origins"),
            AuthorizationEndpoint = reader.Required("authorization_endpoint"),
            TokenEndpoint = reader.Required("token_endpoint"),
            RevocationEndpoint = reader.Optional("revocation_endpoint"),
            PushedAuthorizationRequestEndpoint = reader.Optional("pushed_authorization_request_endpoint"),
            PushedAuthorization = reader.Boolean("require_pushed_authorization_requests")
                ? PushedAuthorization.Required
                : PushedAuthorization.IfAvailable,
            Issuer = reader.Optional("issuer"),
            IssuerInResponse = reader.Boolean("authorization_response_iss_parameter_supported"),
            Scopes = reader.List("scope"),
            ClientAuthentication = reader.Optional("token_endpoint_auth_method") is { } method
                ? ClientAuthentication.FromName(method)
                : null,
            CodeChallengeMethods = reader.List("code_challenge_methods_supported"),
            ResponseMode = reader.Optional("response_mode") switch
            {
                null or "query" => ResponseMode.Query,
                "form_post" => ResponseMode.FormPost,
                var other => throw new ArgumentException(
                    $"response_mode is '{other}'; it may be query or form_post.", nameof(fields)),
            },
            Resources = reader.List("resource"),
            AuthorizationDetails = reader.Optional("authorization_details"),
        };
    }
}
