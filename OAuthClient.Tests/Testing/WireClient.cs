using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Testing;

/// <summary>A client of a pretend provider that shares no code with the library.</summary>
internal sealed class WireClient(PretendProvider provider)
{
    public string ClientId { get; init; } = PretendProvider.ClientId;

    /// <summary>The secret, for Basic credentials; null for a public client.</summary>
    public string? Secret { get; init; } = PretendProvider.ClientSecret;

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using var http = new HttpClient(provider.Handler, disposeHandler: false);
        return await http.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path) =>
        SendAsync(new(HttpMethod.Get, provider.BaseUrl + path));

    /// <summary>Posts a form, as this client.</summary>
    /// <param name="path">The endpoint's path.</param>
    /// <param name="form">The form, as it is on the wire.</param>
    public Task<HttpResponseMessage> PostAsync(string path, string form)
    {
        var id = Secret is null ? $"client_id={Uri.EscapeDataString(ClientId)}&" : "";
        var request = new HttpRequestMessage(HttpMethod.Post, provider.BaseUrl + path)
        {
            Content = new StringContent(id + form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        if (Secret is not null)
            request.Headers.Authorization = new("Basic", Credentials(Secret));
        return SendAsync(request);
    }

    /// <summary>Posts a form, and reads the answer as a JSON object.</summary>
    public async Task<JsonObject> PostForJsonAsync(string path, string form)
    {
        using var answer = await PostAsync(path, form);
        return await ReadAsync(answer);
    }

    /// <summary>Registers a client (RFC 7591), and reads the answer.</summary>
    public async Task<JsonObject> RegisterAsync(string metadata)
    {
        using var answer = await SendJsonAsync(HttpMethod.Post, $"{provider.BaseUrl}/register", metadata);
        return await ReadAsync(answer);
    }

    public Task<HttpResponseMessage> SendJsonAsync(HttpMethod method, string url, string json, string? token = null)
    {
        var request = new HttpRequestMessage(method, url)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return SendAsync(request);
    }

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();

    /// <summary>Calls the API with a token, and reads the name of the token's user.</summary>
    public async Task<string?> ReadUserAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{provider.BaseUrl}/api/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await SendAsync(request);
        return (string?)(await ReadAsync(answer))["login"];
    }

    private string Credentials(string secret) => Convert.ToBase64String(
        Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(secret)}"));
}
