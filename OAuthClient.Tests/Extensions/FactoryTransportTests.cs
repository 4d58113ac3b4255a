using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace OAuthClient.Tests.Extensions;

/// <summary>The primary handler of a client with tokens follows no redirects and keeps no cookies.</summary>
public class FactoryTransportTests
{
    [Test]
    public async Task The_default_primary_handler_is_hardened([Values] bool isApplication)
    {
        var primary = (SocketsHttpHandler)await BuildPrimaryAsync(_ => { }, isApplication: isApplication);
        Assert.That((primary.AllowAutoRedirect, primary.UseCookies), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task A_primary_handler_of_the_host_is_hardened_and_keeps_its_other_settings([Values] bool isAddedFirst)
    {
        static void Configure(IHttpClientBuilder builder) =>
            builder.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { MaxConnectionsPerServer = 7 });
        var primary = (HttpClientHandler)await BuildPrimaryAsync(Configure, isAddedFirst);
        Assert.That(
            (primary.AllowAutoRedirect, primary.UseCookies, primary.MaxConnectionsPerServer),
            Is.EqualTo((false, false, 7)));
    }

    [Test]
    public async Task A_primary_handler_that_hides_behind_another_is_refused_by_the_first_call()
    {
        await using var host = new PretendHost(services => PretendHost.AddApi(services)
            .ConfigurePrimaryHttpMessageHandler(() => new HiddenHandler { InnerHandler = new HttpClientHandler() }));
        await host.LogInAsync("anna");
        Assert.That(
            async () => await Profile.ReadLoginAsync(host.Clients.CreateClient("api"), "anna"),
            Throws.InvalidOperationException.With.Message.Contains("follows redirects")
                .And.Message.Contains("AllowAutoRedirect = false"));
    }

    private static async Task<HttpMessageHandler> BuildPrimaryAsync(
        Action<IHttpClientBuilder> configure, bool isAddedFirst = false, bool isApplication = false)
    {
        await using var host = new PretendHost(
            services =>
            {
                var builder = services.AddHttpClient("api");
                if (isAddedFirst)
                    configure(builder);
                if (isApplication)
                    builder.AddOAuthApplication("pretend");
                else
                    builder.AddOAuth("pretend");
                if (!isAddedFirst)
                    configure(builder);
            },
            options => options.Dance = new());
        var building = host.Services.GetRequiredService<HttpMessageHandlerBuilder>();
        building.Name = "api";
        var settings = host.Services.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get("api");
        foreach (var action in settings.HttpMessageHandlerBuilderActions)
            action(building);
        return building.PrimaryHandler;
    }

    private sealed class HiddenHandler : DelegatingHandler;
}
