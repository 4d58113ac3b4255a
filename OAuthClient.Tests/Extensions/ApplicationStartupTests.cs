using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OAuthClient.Extensions;
using OAuthClient.OAuth2;
using OAuthClient.OAuth2.Grants;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Extensions;

/// <summary>A host whose clients need a token of the program starts only if the program can get one.</summary>
public class ApplicationStartupTests
{
    private static readonly OAuth2Provider Bank = new()
    {
        Name = "bank",
        ClientId = "worker",
        ClientSecret = "secret",
        TokenEndpoint = "https://pretend.example/token",
        ApiBaseUrl = "https://pretend.example/api/",
    };

    private static IEnumerable<TestCaseData> Mistakes()
    {
        yield return Mistake("no_secret", Bank with { ClientSecret = default }, "OAuth:bank:ClientSecret");
        yield return Mistake("no_secret_in_the_environment", Bank with { ClientSecret = default }, "OAuth__bank__ClientSecret");
        yield return Mistake(
            "an_authentication_that_proves_nothing",
            Bank with { ClientSecret = default, ClientAuthentication = ClientAuthentication.None },
            "Set ClientSecret");
        yield return Mistake(
            "a_grant_that_is_not_listed", Bank with { GrantTypes = ["authorization_code"] }, "client_credentials");
        yield return Mistake("scopes_with_OAuth_1", new PretendProvider().OAuth1 with { Name = "bank" }, "no scopes", "read");
        yield return Mistake("another_dance", Bank with { Name = "bnak" }, "There is no dance 'bank'");
    }

    [TestCaseSource(nameof(Mistakes))]
    public void A_mistake_keeps_the_host_from_starting(OAuthProvider provider, string remedy, string? scope)
    {
        using var host = Build(services => services
            .AddOAuthDance(provider)
            .AddHttpClient("api")
            .AddOAuthApplication("bank", scope is null ? null : [scope]));
        Assert.That(
            async () => await host.StartAsync(), Throws.Exception.With.Message.Contains(remedy));
    }

    [Test]
    public void A_grant_that_cannot_be_repeated_keeps_the_host_from_starting()
    {
        using var host = Build(services => services
            .AddOAuthDance(Bank)
            .AddHttpClient("api")
            .AddOAuthApplication("bank", new JwtBearerGrant("e30.e30.sign"), "robot"));
        Assert.That(
            async () => await host.StartAsync(), Throws.ArgumentException.With.Message.Contains("cannot be repeated"));
    }

    [Test]
    public async Task A_provider_that_is_discovered_is_asked_at_the_first_call()
    {
        await using var pretend = PretendProvider.Listen();
        using var host = Build(
            services => services
                .AddOAuthDance("bank", issuer: pretend.BaseUrl, configure: options =>
                {
                    options.Discovery = new() { Allow = Insecure.LoopbackHttp };
                    options.CompleteProvider = bank => bank with { ApiBaseUrl = $"{pretend.BaseUrl}/api/" };
                })
                .AddHttpClient("api", client => client.BaseAddress = new($"{pretend.BaseUrl}/api/"))
                .AddOAuthApplication("bank"),
            new()
            {
                ["OAuth:bank:ClientId"] = PretendProvider.ClientId,
                ["OAuth:bank:ClientSecret"] = PretendProvider.ClientSecret,
            });
        await host.StartAsync();
        Assert.That(pretend.Requests, Is.Empty);
        var client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api");
        Assert.That(await Profile.ReadLoginAsync(client), Is.EqualTo(PretendProvider.ClientId));
        await host.StopAsync();
    }

    [Test]
    public async Task A_secret_of_the_configuration_is_enough()
    {
        using var host = Build(
            services => services
                .AddOAuthDance(Bank with { ClientId = "", ClientSecret = default })
                .AddHttpClient("api")
                .AddOAuthApplication("bank"),
            new() { ["OAuth:bank:ClientId"] = "worker", ["OAuth:bank:ClientSecret"] = "secret" });
        await host.StartAsync();
        Assert.That(host.Services.GetOAuthDance("bank").RedirectUri, Is.Null);
        await host.StopAsync();
    }

    [Test]
    public async Task A_worker_needs_neither_a_redirect_URI_nor_an_authorization_endpoint()
    {
        await using var pretend = new PretendProvider();
        using var host = Build(services => services
            .AddOAuthDance(
                pretend.OAuth2 with { AuthorizationEndpoint = null },
                options => options.Dance = new() { Http = pretend.Handler })
            .AddHttpClient("api", client => client.BaseAddress = new(PretendHost.ApiAddress))
            .AddOAuthApplication("pretend"));
        await host.StartAsync();
        var client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api");
        Assert.That(await Profile.ReadLoginAsync(client), Is.EqualTo(PretendProvider.ClientId));
        await host.StopAsync();
    }

    private static TestCaseData Mistake(string name, OAuthProvider provider, string remedy, string? scope = null) =>
        new TestCaseData(provider, remedy, scope).SetArgDisplayNames(name);

    private static IHost Build(
        Action<IServiceCollection> configure, Dictionary<string, string?>? configuration = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(configuration);
        configure(builder.Services);
        return builder.Build();
    }
}
