using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient;
using OAuthClient.Extensions;
using OAuthClient.OAuth2;
using OAuthClient.Storage;

namespace Benchmarks.Contenders.Client;

/// <summary>Calls of many users in turn through one client of the HTTP client factory, answered from memory.</summary>
internal static class FactoryCalls
{
    public const string ByHand = "a header set by hand";
    private const string Name = "example";
    private const int UserCount = 50;
    private static readonly Uri Address = new($"{MemoryServer.Site}/user");
    private static readonly string[] Users = [.. Enumerable.Range(0, UserCount).Select(FilledStore.User)];

    /// <summary>The client finds the token of the user whom each call names.</summary>
    public static Contender Ours()
    {
        var server = new MemoryServer();
        var services = Configure(server, builder => builder.AddOAuth(Name));
        var dance = services.GetOAuthDance(Name);
        foreach (var user in Users)
            SynchronousCompletion.Require(dance.Session(user).StoreAsync(TokenOf(user)).AsTask());
        return Create(Contender.Ours, server, services, (request, user) => request.ForUser(user));
    }

    public static Contender HeaderByHand()
    {
        var server = new MemoryServer();
        var tokens = Users.ToDictionary(user => user, user => TokenOf(user).AccessToken.Reveal());
        return Create(ByHand, server, Configure(server, _ => { }), (request, user) =>
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[user]));
    }

    private static ServiceProvider Configure(MemoryServer server, Action<IHttpClientBuilder> configure)
    {
        var services = new ServiceCollection();
        services.AddOAuthDance(new OAuth2Provider
        {
            Name = Name,
            ClientId = "client",
            ClientSecret = "secret",
            ApiBaseUrl = MemoryServer.Site,
            AuthorizationEndpoint = $"{MemoryServer.Site}/authorize",
            TokenEndpoint = $"{MemoryServer.Site}/token",
        }, options => options.Dance = new() { Tokens = new MemoryTokenStore() });
        configure(services
            .AddHttpClient("api", client => client.DefaultRequestHeaders.UserAgent.ParseAdd("program/1.0"))
            .ConfigurePrimaryHttpMessageHandler(() => server));
        return services.BuildServiceProvider();
    }

    private static Contender Create(
        string name, MemoryServer server, ServiceProvider services, Action<HttpRequestMessage, string> authorize)
    {
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient("api");
        return new(name, (_, count) =>
        {
            for (var number = 0; number < count; number++)
            {
                var user = Users[number % UserCount];
                using var request = new HttpRequestMessage(HttpMethod.Get, Address);
                authorize(request, user);
                SynchronousCompletion.Require(client.SendAsync(request)).Dispose();
                if (!server.Last!.Headers.Authorization!.Parameter!.EndsWith(user, StringComparison.Ordinal))
                    throw new WrongContenderException($"{name} sent another token than that of {user}");
            }
        }, []);
    }

    private static OAuthToken TokenOf(string user) =>
        FilledStore.Token with { AccessToken = $"gho_16C7e42F292c6912E7710c838347Ae178B4a-{user}" };
}
