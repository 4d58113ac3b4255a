using Duende.IdentityModel.OidcClient;
using Duende.IdentityModel.OidcClient.Infrastructure;

namespace Benchmarks.Contenders.Client;

/// <summary>Whole dances of Duende.IdentityModel.OidcClient.</summary>
internal static class OidcClients
{
    /// <summary>Configured with the provider's endpoints, as this library is, and with one HttpClient.</summary>
    public const string Configured = "OidcClient";

    /// <summary>
    /// As <see cref="Configured"/>, but without log text: OidcClient formats it, even without a logger, unless a static
    /// switch is off.
    /// </summary>
    public const string WithoutLogging = "OidcClient that logs nothing";

    /// <summary>
    /// Configured with the provider's address only, as its documentation shows: it reads the discovery document for the
    /// authorization request and again for the token request.
    /// </summary>
    public const string WithDiscovery = "OidcClient with discovery";

    public static Contender Dance(string name)
    {
        var server = new MemoryServer();
        var kept = new HttpClient(server);
        var client = new OidcClient(new()
        {
            Authority = MemoryServer.Site,
            ProviderInformation = name == WithDiscovery ? null : Provider(),
            ClientId = "client",
            ClientSecret = "secret",
            RedirectUri = Login.RedirectUri,
            Scope = "read write",
            LoadProfile = false,
            HttpClientFactory = name == WithDiscovery ? null : _ => kept,
            BackchannelHandler = server,
        });
        return new(name, (_, count) =>
        {
            LogSerializer.Enabled = name != WithoutLogging;
            for (var number = 0; number < count; number++)
                Finish(client);
            LogSerializer.Enabled = true;
        }, []);
    }

    private static void Finish(OidcClient client)
    {
        var state = SynchronousCompletion.Require(client.PrepareLoginAsync());
        var result = SynchronousCompletion.Require(client.ProcessResponseAsync(Login.Callback(state.StartUrl), state));
        if (result.AccessToken != MemoryServer.AccessToken)
            throw new WrongContenderException($"OidcClient ended with {result.Error}");
    }

    private static ProviderInformation Provider() => new()
    {
        IssuerName = MemoryServer.Site,
        KeySet = new(),
        AuthorizeEndpoint = $"{MemoryServer.Site}/authorize",
        TokenEndpoint = $"{MemoryServer.Site}/token",
    };
}
