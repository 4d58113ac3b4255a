using Duende.IdentityModel.OidcClient;
using Duende.IdentityModel.OidcClient.Infrastructure;

namespace Benchmarks.Contenders.Client;

/// <summary>The whole dance of Duende.IdentityModel.OidcClient.</summary>
internal static class OidcClients
{
    /// <summary>Told where the provider's endpoints are, as ours is.</summary>
    public const string Told = "OidcClient";

    /// <summary>Without the text for a log that nobody keeps, which it writes unless told not to.</summary>
    public const string Terse = "OidcClient, its log serializer off";

    /// <summary>As its documentation sets it up: with nothing but the provider's address.</summary>
    public const string Discovering = "OidcClient with discovery";

    public static Contender Dance(string name)
    {
        var server = new MemoryServer();
        var client = new OidcClient(new()
        {
            Authority = MemoryServer.Site,
            ProviderInformation = name == Discovering ? null : Provider(),
            ClientId = "client",
            ClientSecret = "secret",
            RedirectUri = Login.RedirectUri,
            Scope = "read write",
            LoadProfile = false,
            BackchannelHandler = server,
            HttpClientFactory = null,
        });
        return new(name, (_, count) =>
        {
            LogSerializer.Enabled = name != Terse;
            for (var number = 0; number < count; number++)
                Finish(client);
            LogSerializer.Enabled = true;
        }, []);
    }

    private static void Finish(OidcClient client)
    {
        var state = Completed.AtOnce(client.PrepareLoginAsync());
        var result = Completed.AtOnce(client.ProcessResponseAsync(Login.Callback(state.StartUrl), state));
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
