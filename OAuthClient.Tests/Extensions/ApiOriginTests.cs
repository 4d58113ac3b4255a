using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OAuthClient.Extensions;
using OAuthClient.OAuth2;
using OAuthClient.Tests.Discovery;

namespace OAuthClient.Tests.Extensions;

/// <summary>
/// A client whose calls would get no token, since the provider names no API, keeps a host from starting.
/// </summary>
public class ApiOriginTests
{
    private const string Issuer = "https://pretend.example";

    private static readonly OAuth2Provider Bank = new()
    {
        Name = "bank",
        ClientId = "id",
        ClientSecret = "secret",
        AuthorizationEndpoint = $"{Issuer}/authorize",
        TokenEndpoint = $"{Issuer}/token",
    };

    [Test]
    public void A_provider_that_names_no_API_keeps_the_host_from_starting(
        [Values] bool isDiscovered, [Values] bool isApplication)
    {
        using var host = Build(isDiscovered, isApplication);
        Assert.That(
            async () => await host.StartAsync(),
            Throws.InvalidOperationException
                .With.Message.Contains("OAuth:bank:ApiBaseUrl").And.Message.Contains("OAuth__bank__ApiBaseUrl"));
    }

    [Test]
    public async Task The_configuration_may_name_the_API([Values] bool isDiscovered, [Values] bool isApplication)
    {
        using var stub = new IssuerStub().Publish(Issuer);
        using var host = Build(
            isDiscovered,
            isApplication,
            new() { ["OAuth:bank:ApiBaseUrl"] = "https://api.bank.example/" },
            options => options.Discovery = isDiscovered ? stub.Options : null);
        await host.StartAsync();
        var dance = await host.Services.GetOAuthDanceAsync("bank");
        Assert.That(dance.Provider.ApiBaseUrl, Is.EqualTo("https://api.bank.example/"));
        await host.StopAsync();
    }

    [Test]
    public async Task The_code_may_name_an_origin_alone([Values] bool isApplication)
    {
        using var host = Build(true, isApplication, options: options => options.CompleteProvider =
            found => found with { Origins = ["https://api.bank.example"] });
        await host.StartAsync();
        await host.StopAsync();
    }

    [Test]
    public async Task A_host_whose_clients_have_no_tokens_needs_no_API()
    {
        using var host = Build(Bank);
        await host.StartAsync();
        await host.StopAsync();
    }

    [Test]
    public void An_address_of_the_API_that_is_unsafe_keeps_the_host_from_starting()
    {
        using var host = Build(
            true, true, new() { ["OAuth:bank:ApiBaseUrl"] = "http://api.bank.example/" });
        Assert.That(
            async () => await host.StartAsync(), Throws.ArgumentException.With.Message.Contains("must be https"));
    }

    [Test]
    public void Without_a_host_the_client_cannot_be_made()
    {
        using var services = new ServiceCollection()
            .AddOAuthDance(Bank)
            .AddHttpClient("api").AddOAuth("bank").Services
            .BuildServiceProvider();
        Assert.That(
            () => services.GetRequiredService<IHttpClientFactory>().CreateClient("api"),
            Throws.InvalidOperationException.With.Message.Contains("OAuth:bank:ApiBaseUrl"));
    }

    private static IHost Build(OAuth2Provider provider)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOAuthDance(provider);
        return builder.Build();
    }

    private static IHost Build(
        bool isDiscovered,
        bool isApplication,
        Dictionary<string, string?>? configuration = null,
        Action<OAuthHostOptions>? options = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(configuration ?? [])
        {
            ["OAuth:bank:ClientId"] = "id",
            ["OAuth:bank:ClientSecret"] = "secret",
        });
        if (isDiscovered)
            builder.Services.AddOAuthDance("bank", Issuer, options);
        else
            builder.Services.AddOAuthDance(Bank, options);
        var client = builder.Services.AddHttpClient("api");
        _ = isApplication ? client.AddOAuthApplication("bank") : client.AddOAuth("bank");
        return builder.Build();
    }
}
