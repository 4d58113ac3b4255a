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
        "device_authorization_endpoint", "backchannel_authentication_endpoint", "introspection_endpoint",
        "registration_endpoint", "client_id_metadata_document_supported", "grant_types_supported",
    ];

    public static OAuth2Provider Read(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var reader = new ProviderFields(fields, KnownFields);
        return new()
        {
            Name = reader.GetRequired("name"),
            ClientId = reader.GetRequired("client_id"),
            ClientSecret = reader.GetOptional("client_secret"),
            ApiBaseUrl = reader.GetOptional("api_base_url"),
            Origins = reader.GetList("origins"),
            AuthorizationEndpoint = reader.GetOptional("authorization_endpoint"),
            TokenEndpoint = reader.GetRequired("token_endpoint"),
            RevocationEndpoint = reader.GetOptional("revocation_endpoint"),
            DeviceAuthorizationEndpoint = reader.GetOptional("device_authorization_endpoint"),
            BackchannelAuthenticationEndpoint = reader.GetOptional("backchannel_authentication_endpoint"),
            IntrospectionEndpoint = reader.GetOptional("introspection_endpoint"),
            RegistrationEndpoint = reader.GetOptional("registration_endpoint"),
            ClientIdMetadataDocuments = reader.GetBoolean("client_id_metadata_document_supported"),
            GrantTypes = reader.GetList("grant_types_supported"),
            PushedAuthorizationRequestEndpoint = reader.GetOptional("pushed_authorization_request_endpoint"),
            PushedAuthorization = reader.GetBoolean("require_pushed_authorization_requests")
                ? PushedAuthorization.Required
                : PushedAuthorization.IfAvailable,
            Issuer = reader.GetOptional("issuer"),
            IssuerInResponse = reader.GetBoolean("authorization_response_iss_parameter_supported"),
            Scopes = reader.GetList("scope"),
            ClientAuthentication = reader.GetOptional("token_endpoint_auth_method") is { } method
                ? ClientAuthentication.FromName(method)
                : null,
            CodeChallengeMethods = reader.GetList("code_challenge_methods_supported"),
            ResponseMode = reader.GetOptional("response_mode") switch
            {
                null or "query" => ResponseMode.Query,
                "form_post" => ResponseMode.FormPost,
                var other => throw new ArgumentException(
                    $"response_mode is '{other}'; it may be query or form_post.", nameof(fields)),
            },
            Resources = reader.GetList("resource"),
            AuthorizationDetails = reader.GetOptional("authorization_details"),
        };
    }
}
