using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>Makes a provider of a metadata document (RFC 8414 section 2).</summary>
internal static class MetadataReader
{
    /// <param name="fields">The document.</param>
    /// <param name="asked">The issuer that was asked for; null for any.</param>
    /// <param name="options">The rules.</param>
    /// <exception cref="OAuthException">The document cannot be used.</exception>
    public static OAuth2Provider Read(MetadataFields fields, string? asked, DiscoveryOptions options)
    {
        var issuer = MetadataIssuer.Read(fields, asked, options);
        var endpoints = new MetadataEndpoints(fields, asked ?? issuer.Text, options);
        return new OAuth2Provider
        {
            Name = new Uri(asked ?? issuer.Text).IdnHost,
            Allow = options.Allow,
            IsGuarded = options.NamedBy == IssuerSource.ThirdParty,
            Issuer = issuer.IsTemplate ? null : issuer.Text,
            IssuerTemplate = issuer.IsTemplate ? issuer.Text : null,
            // A callback of a tenant's issuer is compared with the template.
            IssuerInResponse =
                !issuer.IsTemplate && fields.FindFlag("authorization_response_iss_parameter_supported"),
            AuthorizationEndpoint = endpoints.Find("authorization_endpoint"),
            TokenEndpoint = endpoints.Find("token_endpoint") ?? throw MetadataError.Invalid(
                fields.Url, "The document has no token_endpoint.", "Is the issuer that of a provider with OAuth 2?"),
            RevocationEndpoint = endpoints.Find("revocation_endpoint"),
            PushedAuthorizationRequestEndpoint = endpoints.Find("pushed_authorization_request_endpoint"),
            DeviceAuthorizationEndpoint = endpoints.Find("device_authorization_endpoint"),
            BackchannelAuthenticationEndpoint = endpoints.Find("backchannel_authentication_endpoint"),
            IntrospectionEndpoint = endpoints.Find("introspection_endpoint"),
            RegistrationEndpoint = endpoints.Find("registration_endpoint"),
            ClientIdMetadataDocuments = fields.FindFlag("client_id_metadata_document_supported"),
            GrantTypes = fields.FindList("grant_types_supported") ?? [],
            PushedAuthorization = fields.FindFlag("require_pushed_authorization_requests")
                ? PushedAuthorization.Required
                : PushedAuthorization.IfAvailable,
            CodeChallengeMethods = fields.FindList("code_challenge_methods_supported") ?? [],
            ResponseMode = ReadResponseMode(fields),
            SecretAuthentication = ReadAuthentication(fields),
        };
    }

    // RFC 8414 section 2: query and fragment where the document does not say.
    private static ResponseMode ReadResponseMode(MetadataFields fields)
    {
        var modes = fields.FindList("response_modes_supported") ?? [];
        return modes.Contains("form_post") && !modes.Contains("query") ? ResponseMode.FormPost : ResponseMode.Query;
    }

    // RFC 8414 section 2: client_secret_basic where the document does not say. RFC 9700 section 2.5: no document makes
    // a client with a secret do without it.
    private static ClientAuthentication ReadAuthentication(MetadataFields fields)
    {
        var methods = fields.FindList("token_endpoint_auth_methods_supported") ?? [];
        return methods.Contains(ClientAuthentication.Post.Name) && !methods.Contains(ClientAuthentication.Basic.Name)
            ? ClientAuthentication.Post
            : ClientAuthentication.Basic;
    }
}
