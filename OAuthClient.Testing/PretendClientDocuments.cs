using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OAuthClient.Testing;

/// <summary>
/// The clients whose identifier is the address of a document (OAuth Client ID Metadata Document). The document is read
/// anew for each request that names it. Thread-safe.
/// </summary>
internal sealed class PretendClientDocuments(PretendProvider provider, PretendClients clients)
{
    /// <summary>Reads the document that a request names, so that the client is known, or is known no longer.</summary>
    public async Task ReadAsync(PretendRequest request, CancellationToken cancellationToken)
    {
        if (provider.ClientDocuments is not { } http || !MayNameClient(request))
            return;
        if (request["client_id"] is not { } id || !IsAddress(id))
            return;
        clients.Remove(id);
        using var invoker = new HttpMessageInvoker(http, disposeHandler: false);
        using var question = new HttpRequestMessage(HttpMethod.Get, id);
        using var answer = await invoker.SendAsync(question, cancellationToken).ConfigureAwait(false);
        // A redirect is no document, because the identifier would be another one.
        if (answer.StatusCode != HttpStatusCode.OK)
            return;
        var body = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (Parse(body) is { } document && IsOf(id, document))
            clients.Put(CreateClient(id, document));
    }

    private static PretendClient CreateClient(string id, JsonObject document) => new(id, Secret: null)
    {
        Name = (string?)document["client_name"] ?? id,
        Method = "none",
        RedirectUris = RegistrationMetadata.Texts(document, "redirect_uris"),
        GrantTypes = RegistrationMetadata.GrantTypes(document),
    };

    private static bool MayNameClient(PretendRequest request) => request.Endpoint
        is PretendEndpoint.Authorization
        or PretendEndpoint.PushedAuthorizationRequest
        or PretendEndpoint.Token
        or PretendEndpoint.DeviceAuthorization;

    private static bool IsAddress(string id) =>
        Uri.TryCreate(id, UriKind.Absolute, out var url)
        && url is { Scheme: "https", Fragment: "", UserInfo: "" }
        && url.AbsolutePath != "/";

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The document names its own address to the letter, and holds no shared secret.
    private static bool IsOf(string id, JsonObject document) =>
        RegistrationMetadata.Refuse(document) is null
        && document["client_id"] is JsonValue value
        && value.TryGetValue<string>(out var named)
        && named == id
        && (string?)document["token_endpoint_auth_method"] == "none"
        && !document.ContainsKey("client_secret");
}
