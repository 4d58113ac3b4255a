using System.Text.Json.Nodes;

namespace OAuthClient.Testing;

/// <summary>The metadata of a pretend provider (RFC 8414 section 2, OpenID Connect Discovery 1.0 section 3).</summary>
internal static class MetadataDocument
{
    public static JsonObject Create(PretendProvider provider)
    {
        var url = provider.BaseUrl;
        IEnumerable<string> grants = provider.AcceptsPasswords
            ? [.. GrantTypes.Always, GrantTypes.Password]
            : GrantTypes.Always;
        return new()
        {
            ["issuer"] = provider.Issuer,
            ["authorization_endpoint"] = $"{url}/authorize",
            ["token_endpoint"] = $"{url}/token",
            ["revocation_endpoint"] = $"{url}/revoke",
            ["introspection_endpoint"] = $"{url}/introspect",
            ["registration_endpoint"] = $"{url}/register",
            ["pushed_authorization_request_endpoint"] = $"{url}/par",
            ["device_authorization_endpoint"] = $"{url}/device_authorization",
            ["backchannel_authentication_endpoint"] = $"{url}/bc-authorize",
            ["backchannel_token_delivery_modes_supported"] = Texts("poll"),
            ["userinfo_endpoint"] = $"{url}/api/me",
            ["jwks_uri"] = $"{url}/jwks",
            ["grant_types_supported"] = Texts([.. grants]),
            ["response_types_supported"] = Texts("code"),
            ["response_modes_supported"] = Texts("query", "form_post"),
            ["scopes_supported"] = Texts("openid", "profile", "email"),
            ["code_challenge_methods_supported"] =
                Texts(provider.Misbehave == Misbehavior.OnlyPlainPkce ? "plain" : "S256"),
            ["token_endpoint_auth_methods_supported"] = Texts("client_secret_basic", "client_secret_post", "none"),
            ["authorization_response_iss_parameter_supported"] = true,
            ["client_id_metadata_document_supported"] = provider.ClientDocuments is not null,
            ["subject_types_supported"] = Texts("public"),
            ["id_token_signing_alg_values_supported"] = Texts("RS256"),
        };
    }

    // Nodes, and not values: a native program cannot add values of any type to an array.
    private static JsonArray Texts(params string[] values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
