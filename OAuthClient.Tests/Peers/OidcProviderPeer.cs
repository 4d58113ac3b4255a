using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OAuthClient.Tests.Peers;

/// <summary>The npm package oidc-provider, a certified OpenID provider, in a process of its own that ends with ours.</summary>
internal static class OidcProviderPeer
{
    private const string Folder = "OAuthClient.Tests/Peers/oidc-provider";
    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<Peer> StartAsync()
    {
        var folder = Repository.PathOf(Folder);
        var modules = Path.Combine(folder, "node_modules");
        if (!Directory.Exists(Path.Combine(modules, "oidc-provider")))
            throw new PeerMissingException($"oidc-provider is not installed (npm ci, in {Folder})");
        var start = new ProcessStartInfo(await Node.FindAsync(modules))
        {
            ArgumentList = { "server.mjs", Clients() },
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.StandardInput.Close();
        var complaints = new StringBuilder();
        server.ErrorDataReceived += (_, line) => complaints.AppendLine(line.Data);
        server.BeginErrorReadLine();
        var issuer = await server.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return await Peer.AtAsync(issuer ?? throw new InvalidOperationException($"oidc-provider did not start: {complaints}"));
    }

    private static string Clients() => JsonSerializer.Serialize(PeerClient.All.Select(client => new
    {
        client_id = client.Id,
        client_secret = client.Secret,
        token_endpoint_auth_method = client.Method,
        require_pushed_authorization_requests = client.MustPush,
        redirect_uris = new[] { PeerClient.RedirectUri },
    }), WithoutNulls);
}
