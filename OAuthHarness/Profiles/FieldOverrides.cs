using OAuthClient.OAuth1;
using OAuthClient.OAuth2;

namespace OAuthHarness.Profiles;

/// <summary>Replaces values of a provider by fields, which have the names of RFC 8414 and RFC 7591.</summary>
internal static class FieldOverrides
{
    private static readonly Dictionary<string, Func<OAuth2Provider, OAuth2Provider, OAuth2Provider>> OfOAuth2 = new()
    {
        ["name"] = (provider, read) => provider with { Name = read.Name },
        ["api_base_url"] = (provider, read) => provider with { ApiBaseUrl = read.ApiBaseUrl },
        ["origins"] = (provider, read) => provider with { Origins = read.Origins },
        ["authorization_endpoint"] = (provider, read) =>
            provider with { AuthorizationEndpoint = read.AuthorizationEndpoint },
        ["token_endpoint"] = (provider, read) => provider with { TokenEndpoint = read.TokenEndpoint },
        ["revocation_endpoint"] = (provider, read) => provider with { RevocationEndpoint = read.RevocationEndpoint },
        ["device_authorization_endpoint"] = (provider, read) =>
            provider with { DeviceAuthorizationEndpoint = read.DeviceAuthorizationEndpoint },
        ["backchannel_authentication_endpoint"] = (provider, read) =>
            provider with { BackchannelAuthenticationEndpoint = read.BackchannelAuthenticationEndpoint },
        ["introspection_endpoint"] = (provider, read) =>
            provider with { IntrospectionEndpoint = read.IntrospectionEndpoint },
        ["registration_endpoint"] = (provider, read) =>
            provider with { RegistrationEndpoint = read.RegistrationEndpoint },
        ["client_id_metadata_document_supported"] = (provider, read) =>
            provider with { ClientIdMetadataDocuments = read.ClientIdMetadataDocuments },
        ["grant_types_supported"] = (provider, read) => provider with { GrantTypes = read.GrantTypes },
        ["pushed_authorization_request_endpoint"] = (provider, read) =>
            provider with { PushedAuthorizationRequestEndpoint = read.PushedAuthorizationRequestEndpoint },
        ["require_pushed_authorization_requests"] = (provider, read) =>
            provider with { PushedAuthorization = read.PushedAuthorization },
        ["issuer"] = (provider, read) => provider with { Issuer = read.Issuer },
        ["authorization_response_iss_parameter_supported"] = (provider, read) =>
            provider with { IssuerInResponse = read.IssuerInResponse },
        ["scope"] = (provider, read) => provider with { Scopes = read.Scopes },
        ["token_endpoint_auth_method"] = (provider, read) =>
            provider with { ClientAuthentication = read.ClientAuthentication },
        ["code_challenge_methods_supported"] = (provider, read) =>
            provider with { CodeChallengeMethods = read.CodeChallengeMethods },
        ["response_mode"] = (provider, read) => provider with { ResponseMode = read.ResponseMode },
        ["resource"] = (provider, read) => provider with { Resources = read.Resources },
        ["authorization_details"] = (provider, read) =>
            provider with { AuthorizationDetails = read.AuthorizationDetails },
    };

    private static readonly Dictionary<string, Func<OAuth1Provider, OAuth1Provider, OAuth1Provider>> OfOAuth1 = new()
    {
        ["name"] = (provider, read) => provider with { Name = read.Name },
        ["api_base_url"] = (provider, read) => provider with { ApiBaseUrl = read.ApiBaseUrl },
        ["origins"] = (provider, read) => provider with { Origins = read.Origins },
        ["temporary_credential_endpoint"] = (provider, read) =>
            provider with { TemporaryCredentialEndpoint = read.TemporaryCredentialEndpoint },
        ["authorization_endpoint"] = (provider, read) =>
            provider with { AuthorizationEndpoint = read.AuthorizationEndpoint },
        ["token_endpoint"] = (provider, read) => provider with { TokenEndpoint = read.TokenEndpoint },
        ["signature_method"] = (provider, read) => provider with { SignatureMethod = read.SignatureMethod },
        ["private_key"] = (provider, read) => provider with { SignatureMethod = read.SignatureMethod },
        ["placement"] = (provider, read) => provider with { Placement = read.Placement },
        ["realm"] = (provider, read) => provider with { Realm = read.Realm },
    };

    public static OAuth2Provider Apply(OAuth2Provider provider, IReadOnlyDictionary<string, string> fields)
    {
        var read = OAuth2Provider.FromFields(
            WithDefaults(fields, ("token_endpoint", provider.TokenEndpoint), ("name", provider.Name)));
        return fields.Keys.Aggregate(provider, (changed, name) => OfOAuth2[name](changed, read));
    }

    public static OAuth1Provider Apply(OAuth1Provider provider, IReadOnlyDictionary<string, string> fields)
    {
        var read = OAuth1Provider.FromFields(WithDefaults(
            fields,
            ("name", provider.Name),
            ("temporary_credential_endpoint", provider.TemporaryCredentialEndpoint),
            ("authorization_endpoint", provider.AuthorizationEndpoint),
            ("token_endpoint", provider.TokenEndpoint)));
        return fields.Keys.Aggregate(provider, (changed, name) => OfOAuth1[name](changed, read));
    }

    // FromFields reads whole providers only.
    public static Dictionary<string, string> WithDefaults(
        IReadOnlyDictionary<string, string> fields, params ReadOnlySpan<(string Name, string? Value)> defaults)
    {
        var whole = new Dictionary<string, string>(fields) { ["client_id"] = "none" };
        foreach (var (name, value) in defaults)
        {
            if (value is not null)
                whole.TryAdd(name, value);
        }
        return whole;
    }
}
