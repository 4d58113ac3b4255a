using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace OAuthClient.Tests.Discovery;

/// <summary>
/// A server that registers clients (RFC 7591) and manages their registrations (RFC 7592). Each answer rotates the
/// management token, and a test may change each answer.
/// </summary>
internal sealed class RegistrationServer : HttpMessageHandler
{
    public const string Issuer = "https://issuer.example";
    public const string Endpoint = $"{Issuer}/register";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _clients = [];
    private int _count;

    /// <summary>Changes an answer that says success, before it is sent.</summary>
    public Action<JsonObject> Change { get; set; } = _ => { };

    /// <summary>The status of answers that say success; null for that of the RFCs.</summary>
    public int? Status { get; set; }

    /// <summary>Answers a request in the place of the server; null leaves it to the server.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Intercept { get; set; } = _ => null;

    /// <summary>The initial access token without which nothing is registered; null when none is needed.</summary>
    public string? InitialToken { get; init; }

    /// <summary>The requests, such as <c>POST /register</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The bodies of the requests that have one.</summary>
    public ConcurrentQueue<JsonObject> Bodies { get; } = [];

    /// <summary>The ids of the clients that are registered now.</summary>
    public IReadOnlyList<string> Clients
    {
        get
        {
            lock (_lock)
                return [.. _clients.Keys];
        }
    }

    public int CountRequests(string method) =>
        Requests.Count(request => request.StartsWith($"{method} ", StringComparison.Ordinal));

    /// <summary>The registered fields of a client, with its current secrets.</summary>
    public JsonObject Find(string clientId)
    {
        lock (_lock)
            return _clients[clientId];
    }

    public void Forget(string clientId)
    {
        lock (_lock)
            _clients.Remove(clientId);
    }

    public static HttpResponseMessage Answer(int status, string body) => new((HttpStatusCode)status)
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
    };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue($"{request.Method} {request.RequestUri!.AbsolutePath}");
        var text = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (text.Length > 0)
            Bodies.Enqueue(JsonNode.Parse(text)!.AsObject());
        if (Intercept(request) is { } answer)
            return answer;
        lock (_lock)
        {
            return request.Method == HttpMethod.Post
                ? Register(request, JsonNode.Parse(text)!.AsObject())
                : Manage(request, text);
        }
    }

    private HttpResponseMessage Register(HttpRequestMessage request, JsonObject client)
    {
        if (InitialToken is not null && request.Headers.Authorization?.Parameter != InitialToken)
            return Answer(401, """{"error":"invalid_token"}""");
        _count++;
        client["client_id"] = $"client-{_count}";
        client["client_id_issued_at"] = 1_767_225_600;
        client["registration_client_uri"] = $"{Endpoint}/client-{_count}";
        if (client["token_endpoint_auth_method"]!.GetValue<string>() != "none")
        {
            client["client_secret"] = $"secret-of-client-{_count}";
            client["client_secret_expires_at"] = 0;
        }
        _clients[$"client-{_count}"] = client;
        return Show(client, 201);
    }

    private HttpResponseMessage Manage(HttpRequestMessage request, string text)
    {
        var id = request.RequestUri!.AbsolutePath.Split('/')[^1];
        var isKnown = _clients.TryGetValue(id, out var client)
            && request.Headers.Authorization?.Parameter == client["registration_access_token"]?.GetValue<string>();
        if (!isKnown)
            return Answer(401, """{"error":"invalid_token"}""");
        if (request.Method == HttpMethod.Delete)
        {
            _clients.Remove(id);
            return new(HttpStatusCode.NoContent);
        }
        return request.Method == HttpMethod.Put
            ? Replace(client!, JsonNode.Parse(text)!.AsObject())
            : Show(client!, 200);
    }

    // RFC 7592 section 2.2: the id and the secret must be the client's own, and what is left out is deleted.
    private HttpResponseMessage Replace(JsonObject client, JsonObject update)
    {
        var isOwn = JsonNode.DeepEquals(update["client_id"], client["client_id"])
            && JsonNode.DeepEquals(update["client_secret"], client["client_secret"]);
        if (!isOwn)
            return Answer(400, """{"error":"invalid_client_metadata"}""");
        foreach (var name in new[] { "client_id_issued_at", "client_secret_expires_at", "registration_client_uri" })
            update[name] = client[name]?.DeepClone();
        _clients[update["client_id"]!.GetValue<string>()] = update;
        return Show(update, 200);
    }

    private HttpResponseMessage Show(JsonObject client, int status)
    {
        client["registration_access_token"] = $"management-token-{Guid.CreateVersion7():n}";
        var shown = client.DeepClone().AsObject();
        Change(shown);
        return Answer(Status ?? status, shown.ToJsonString());
    }
}
