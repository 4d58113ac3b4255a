using System.Text.Json.Nodes;

namespace OAuthClient.Testing;

/// <summary>Checks the update of a registration (RFC 7592 section 2.2).</summary>
internal static class ManagementRequest
{
    private static readonly string[] Forbidden =
    [
        "registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at",
    ];

    /// <returns>The error; null when the request may be an update of that registration.</returns>
    public static HttpResponseMessage? Refuse(PretendRegistration registration, JsonObject metadata)
    {
        if (Forbidden.FirstOrDefault(metadata.ContainsKey) is { } name)
            return Responses.Error("invalid_client_metadata", $"{name} must not be sent");
        if (!Is(metadata["client_id"], registration.ClientId))
            return Responses.Error("invalid_client_metadata", "the client_id is missing or another one's");
        return metadata.ContainsKey("client_secret") && !Is(metadata["client_secret"], registration.Secret)
            ? Responses.Error("invalid_client_metadata", "the client_secret is not the client's")
            : null;
    }

    private static bool Is(JsonNode? node, string? text) =>
        node is JsonValue value && value.TryGetValue<string>(out var found) && found == text;
}
