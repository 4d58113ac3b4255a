using System.Text.Json;
using System.Text.Json.Nodes;

namespace OAuthClient.Testing;

/// <summary>Reads the metadata with which a client registers (RFC 7591 section 2).</summary>
internal static class RegistrationMetadata
{
    private static readonly string[] Methods = ["client_secret_basic", "client_secret_post", "none"];

    /// <returns>The members; null when the body is no JSON object.</returns>
    public static JsonObject? Parse(PretendRequest request)
    {
        if (request.ContentType != "application/json")
            return null;
        try
        {
            return JsonNode.Parse(request.Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>The error (RFC 7591 section 3.2.2); null when a client may have that metadata.</returns>
    public static HttpResponseMessage? Refuse(JsonObject metadata)
    {
        if (!IsWellTyped(metadata))
            return Responses.Error("invalid_client_metadata", "a member has the wrong type");
        var method = (string?)metadata["token_endpoint_auth_method"];
        if (method is not null && !Methods.Contains(method))
            return Responses.Error("invalid_client_metadata", "the token_endpoint_auth_method is not supported");
        var redirectUris = Texts(metadata, "redirect_uris");
        if (GrantTypes(metadata).Contains("authorization_code") && redirectUris.Count == 0)
            return Responses.Error("invalid_redirect_uri", "authorization_code needs redirect_uris");
        return redirectUris.All(IsRedirectUri)
            ? null
            : Responses.Error("invalid_redirect_uri", "a redirect URI is absolute and has no fragment");
    }

    public static IReadOnlyList<string> Texts(JsonObject metadata, string name) =>
        metadata[name] is JsonArray values ? [.. values.Select(value => (string)value!)] : [];

    /// <summary>The grant types. RFC 7591 section 2: <c>authorization_code</c> by default.</summary>
    public static IReadOnlyList<string> GrantTypes(JsonObject metadata) =>
        metadata["grant_types"] is JsonArray ? Texts(metadata, "grant_types") : ["authorization_code"];

    private static bool IsWellTyped(JsonObject metadata) =>
        IsText(metadata["client_name"])
        && IsText(metadata["token_endpoint_auth_method"])
        && AreTexts(metadata["redirect_uris"])
        && AreTexts(metadata["grant_types"]);

    private static bool AreTexts(JsonNode? node) =>
        node is null || (node is JsonArray values && values.All(value => value is not null && IsText(value)));

    private static bool IsText(JsonNode? node) => node is null || node.GetValueKind() == JsonValueKind.String;

    // A path alone is an absolute URL of a file on Unix.
    private static bool IsRedirectUri(string text) =>
        !text.StartsWith('/') && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Fragment.Length == 0;
}
