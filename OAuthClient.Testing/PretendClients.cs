using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace OAuthClient.Testing;

/// <summary>
/// The clients that a pretend provider knows, and their authentication (RFC 6749 section 2.3). Thread-safe.
/// </summary>
internal sealed class PretendClients(PretendProvider provider)
{
    private const string Basic = "Basic ";

    private readonly ConcurrentDictionary<string, PretendClient> _clients = new(StringComparer.Ordinal)
    {
        [PretendProvider.ClientId] = new(PretendProvider.ClientId, PretendProvider.ClientSecret),
    };

    public static HttpResponseMessage InvalidClient => Responses.Error(
        "invalid_client",
        "unknown client, wrong secret, or more than one way of saying it",
        HttpStatusCode.Unauthorized);

    /// <summary>Whether a request of an authenticated client holds a proof, and not the client's id only.</summary>
    public static bool IsConfidential(PretendRequest request) =>
        request.Authorization is not null || request["client_secret"] is not null;

    public PretendClient? Find(string? id) => _clients.GetValueOrDefault(id ?? "");

    public void Put(PretendClient client) => _clients[client.Id] = client;

    public void Remove(string id) => _clients.TryRemove(id, out _);

    /// <summary>Authenticates the client of a request.</summary>
    /// <returns>The client; null when it is unknown or the proof is wrong.</returns>
    public PretendClient? Authenticate(PretendRequest request)
    {
        var secret = request["client_secret"];
        // RFC 6749 section 3.2.1: a public client sends its id; PKCE is its only proof.
        if (request.Authorization is null)
            return Check(request["client_id"], secret, secret is null ? "none" : "client_secret_post");
        // RFC 6749 section 2.3: one way of authenticating, and no other, in a request.
        if (secret is not null || !request.Authorization.StartsWith(Basic, StringComparison.Ordinal))
            return null;
        var credentials = Convert.FromBase64String(request.Authorization[Basic.Length..]);
        return Encoding.UTF8.GetString(credentials).Split(':') is [var id, var password]
            ? Check(Read(id), Read(password), "client_secret_basic")
            : null;
    }

    private string Read(string text) =>
        provider.Misbehave == Misbehavior.RawBasicOnly ? text : WireFormat.Decode(text);

    private PretendClient? Check(string? id, string? secret, string method)
    {
        if (Find(id) is not { } client || (client.Method is { } only && only != method))
            return null;
        if (method == "none")
            return client;
        return client.Secret == secret && !(client.SecretExpiresAt <= provider.Time.GetUtcNow()) ? client : null;
    }
}
