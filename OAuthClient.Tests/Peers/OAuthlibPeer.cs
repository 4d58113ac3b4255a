using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using OAuthClient.OAuth1;

namespace OAuthClient.Tests.Peers;

/// <summary>An independent OAuth 1.0a provider: Python's oauthlib, as Debian packages it.</summary>
/// <param name="Address">The base URL of the server.</param>
internal sealed record OAuthlibPeer(string Address)
{
    private const string ServerFolder = "OAuthClient.Tests/Peers/oauthlib";

    // Debian's Python modules are installed for Debian's Python; any other Python on the PATH does not find the
    // modules.
    private const string PythonPath = "/usr/bin/python3";

    private static readonly Lazy<Task<OAuthlibPeer>> Shared = new(StartAsync);

    /// <summary>Gets the server, started for the first test; skips the test if oauthlib is not installed.</summary>
    public static Task<OAuthlibPeer> GetAsync() => Peers.WaitOrSkipAsync(Shared);

    /// <summary>Creates a provider value for the server, with the credentials of a registered client.</summary>
    public OAuth1Provider CreateProvider(
        OAuthlibClient client, string method = "HMAC-SHA1", ParameterPlacement placement = ParameterPlacement.Header)
    {
        Dictionary<string, string> fields = new()
        {
            ["name"] = "oauthlib",
            ["client_id"] = client.Id,
            ["temporary_credential_endpoint"] = $"{Address}/request_token",
            ["authorization_endpoint"] = $"{Address}/authorize",
            ["token_endpoint"] = $"{Address}/access_token",
            ["api_base_url"] = $"{Address}/",
            ["signature_method"] = method,
        };
        if (method.StartsWith("RSA", StringComparison.Ordinal))
            fields["private_key"] = OAuthlibClient.PrivateKey.Reveal();
        return OAuth1Provider.FromFields(fields) with
        {
            ClientSecret = client.Secret,
            Placement = placement,
            Allow = Insecure.LoopbackHttp | Insecure.TokenInQuery,
        };
    }

    private static async Task<OAuthlibPeer> StartAsync()
    {
        if (!await CanImportAsync())
        {
            throw new PeerMissingException(
                $"oauthlib is not there for {PythonPath} "
                + "(apt-get install python3-oauthlib python3-jwt python3-cryptography)");
        }
        var clients = JsonSerializer.Serialize(
            OAuthlibClient.All.Select(
                client => new { id = client.Id, secret = client.Secret, publicKey = client.PublicKey }));
        return new(await PeerProcess.LaunchSharedAsync(PythonPath, Repository.PathOf(ServerFolder), "-B", "server.py", clients));
    }

    private static async Task<bool> CanImportAsync()
    {
        try
        {
            var start = new ProcessStartInfo(PythonPath, ["-c", "import oauthlib, jwt, cryptography"])
            {
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
