using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace OAuthClient.Tests.Peers;

/// <summary>A client of a peer that shares no code with the library.</summary>
internal sealed class PeerWire(Peer peer, PeerClient client)
{
    private static readonly HttpClient Http = new();

    public PeerMetadata Metadata => peer.Metadata;

    /// <summary>The same peer, for another client.</summary>
    public PeerWire As(PeerClient other) => new(peer, other);

    public Task<JsonObject> GetTokenAsync(string form) => PostAsync(Metadata.TokenEndpoint, form);

    /// <summary>Posts a form as the client, and reads the answer as a JSON object.</summary>
    public async Task<JsonObject> PostAsync(string? endpoint, string form)
    {
        var id = client.Secret is null ? $"client_id={client.Id}&" : "";
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new StringContent(id + form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        if (client.Secret is not null)
            request.Headers.Authorization = new("Basic", Credentials(client.Secret));
        using var answer = await Http.SendAsync(request);
        return await ReadAsync(answer);
    }

    /// <summary>Registers a client (RFC 7591), and reads the answer.</summary>
    public async Task<JsonObject> RegisterAsync(string metadata)
    {
        using var content = new StringContent(metadata, Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri(Metadata.RegistrationEndpoint!), content);
        return await ReadAsync(answer);
    }

    /// <summary>Deletes a registration (RFC 7592).</summary>
    public async Task<HttpStatusCode> DeleteAsync(JsonObject registered)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Delete, (string)registered["registration_client_uri"]!);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", (string)registered["registration_access_token"]!);
        using var answer = await Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        return JsonNode.Parse(body)!.AsObject();
    }

    private string Credentials(string secret) => Convert.ToBase64String(
        Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(client.Id)}:{Uri.EscapeDataString(secret)}"));
}
