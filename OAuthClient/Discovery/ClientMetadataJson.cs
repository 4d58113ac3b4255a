using System.Text.Json.Nodes;

namespace OAuthClient.Discovery;

/// <summary>Writes client metadata with the names of RFC 7591 section 2.</summary>
internal static class ClientMetadataJson
{
    private static readonly string[] KnownNames =
    [
        "client_name", "redirect_uris", "grant_types", "response_types", "token_endpoint_auth_method", "scope",
        "application_type", "client_uri", "logo_uri", "contacts", "tos_uri", "policy_uri", "software_id",
        "software_version", "jwks_uri", "jwks", "software_statement",
    ];

    // RFC 7591 section 3.2.1 and RFC 7592 section 3: only the provider sets them.
    private static readonly string[] ProviderNames =
    [
        "client_id", "client_secret", "client_id_issued_at", "client_secret_expires_at", "registration_access_token",
        "registration_client_uri",
    ];

    public static bool IsReserved(string name) => KnownNames.Contains(name) || ProviderNames.Contains(name);

    /// <param name="metadata">Valid metadata.</param>
    /// <param name="authMethod">The name of the method of client authentication.</param>
    public static JsonObject Write(ClientMetadata metadata, string authMethod)
    {
        var json = new JsonObject();
        AddText(json, "client_name", metadata.ClientName);
        AddList(json, "redirect_uris", metadata.RedirectUris);
        json.Add("grant_types", ToArray(metadata.GrantTypes));
        json.Add("response_types", ToArray(metadata.ResponseTypes));
        json.Add("token_endpoint_auth_method", authMethod);
        AddText(json, "scope", metadata.Scopes.Count > 0 ? string.Join(' ', metadata.Scopes) : null);
        json.Add("application_type", metadata.ApplicationType);
        AddText(json, "client_uri", metadata.ClientUri);
        AddText(json, "logo_uri", metadata.LogoUri);
        AddList(json, "contacts", metadata.Contacts);
        AddText(json, "tos_uri", metadata.TosUri);
        AddText(json, "policy_uri", metadata.PolicyUri);
        AddText(json, "software_id", metadata.SoftwareId);
        AddText(json, "software_version", metadata.SoftwareVersion);
        AddText(json, "jwks_uri", metadata.JwksUri);
        if (metadata.Jwks is { } keys)
            json.Add("jwks", JsonNode.Parse(keys));
        AddText(json, "software_statement", metadata.SoftwareStatement.Reveal());
        foreach (var (name, value) in metadata.Fields)
            json.Add(name, JsonNode.Parse(value));
        return json;
    }

    private static void AddText(JsonObject json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.Add(name, value);
    }

    private static void AddList(JsonObject json, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
            json.Add(name, ToArray(values));
    }

    private static JsonArray ToArray(IReadOnlyList<string> values) =>
        [.. values.Select(value => (JsonNode?)value)];
}
