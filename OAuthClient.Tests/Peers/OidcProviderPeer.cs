using System.Text.Json;
using System.Text.Json.Serialization;

namespace OAuthClient.Tests.Peers;

/// <summary>The npm package oidc-provider, a certified OpenID provider, on Node.js.</summary>
internal static class OidcProviderPeer
{
    private const string ServerFolder = "OAuthClient.Tests/Peers/oidc-provider";
    private static readonly JsonSerializerOptions JsonOptions =
        new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static async Task<Peer> StartAsync()
    {
        var folder = Repository.PathOf(ServerFolder);
        var modules = Path.Combine(folder, "node_modules");
        if (!Directory.Exists(Path.Combine(modules, "oidc-provider")))
            throw new PeerMissingException($"oidc-provider is not installed (npm ci, in {ServerFolder})");
        return await Peer.DiscoverAsync(
            await PeerProcess.LaunchSharedAsync(await Node.FindAsync(modules), folder, "server.mjs", ClientsAsJson()));
    }

    private static IEnumerable<PeerClient> Clients => PeerClient.All.Concat(PeerClient.WithoutLogin);

    private static string ClientsAsJson() => JsonSerializer.Serialize(Clients.Select(client => new
    {
        client_id = client.Id,
        client_secret = client.Secret,
        token_endpoint_auth_method = client.Method,
        require_pushed_authorization_requests = client.MustPush,
        redirect_uris = client.HasLogin ? new[] { PeerClient.RedirectUri } : [],
        response_types = client.HasLogin ? new[] { "code" } : [],
        grant_types = client.GrantTypes.Where(type => type != "password"),
        backchannel_token_delivery_mode = client == PeerClient.Backchannel ? "poll" : null,
        jwks = new { keys = new[] { Jwt.PublicKey(PeerClient.SigningKey) } },
    }), JsonOptions);
}
