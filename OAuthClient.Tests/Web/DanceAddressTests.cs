using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Web;

/// <summary>A callback reaches the dance that waits for it, or the application does not start.</summary>
public class DanceAddressTests
{
    private sealed class ServerRecorder : IServer
    {
        public bool HasStarted { get; private set; }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull
        {
            HasStarted = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() { }
    }

    [TestCase("other", "https://app.example/login/pretend/finish", null, "'pretend' and 'other'")]
    [TestCase("other", "https://app.example/LOGIN/pretend/finish", null, "'pretend' and 'other'")]
    [TestCase("other", null, "/login/pretend", "'pretend' and 'other'")]
    public void Two_dances_with_one_address_are_refused_at_start(
        string name, string? redirectUri, string? path, string message) =>
        Assert.That(
            async () => await (await StartTwoAsync(name, redirectUri, path)).DisposeAsync(),
            Throws.InvalidOperationException.With.Message.Contains(message)
                .And.Message.Contains("redirect URI of its own"));

    [Test]
    public async Task Two_dances_with_one_path_at_different_hosts_are_both_reached()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            ConfigureServices = services => AddSecond(services, "other", "https://b.example/login/pretend/finish"),
            MapEndpoints = app =>
            {
                app.MapOAuthDance("pretend").RequireHost("app.example");
                app.MapOAuthDance("other").RequireHost("b.example");
            },
        });
        foreach (var name in new[] { "app.example", "b.example" })
        {
            var answer = await host.SendAsync("GET", WebHost.CallbackPath, ("Host", name));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), name);
        }
    }

    [TestCase("https://app.example/a%2Fb")]
    [TestCase("https://app.example/a%2fb")]
    [TestCase("https://app.example/a//b")]
    [TestCase("https://app.example//")]
    [TestCase("https://app.example/a%3Fb")]
    public void A_redirect_URI_that_routing_cannot_match_is_an_error_that_names_the_setting(string redirectUri) =>
        Assert.That(
            () => WebHost.StartAsync(new() { ConfigureOptions = options => options.RedirectUri = redirectUri }),
            Throws.InvalidOperationException.With.Message.Contains("OAuth:pretend:RedirectUri")
                .And.Message.Contains(redirectUri));

    [TestCase("/a%25b")]
    [TestCase("/a%5Cb")]
    [TestCase("/a%20b/")]
    [TestCase("/a*b")]
    [TestCase("/~")]
    [TestCase("/")]
    public async Task A_callback_reaches_an_unusual_redirect_URI(string path)
    {
        await using var host = await WebHost.StartAsync(
            new() { ConfigureOptions = options => options.RedirectUri = WebHost.PublicUrl + path });
        Assert.That((await host.SendAsync("GET", path)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public void The_server_does_not_listen_when_an_endpoint_is_refused()
    {
        using var server = new ServerRecorder();
        Assert.That(
            () => WebHost.StartAsync(new()
            {
                ConfigureServices = services => services.AddSingleton<IServer>(server),
                MapEndpoints = app =>
                {
                    app.MapOAuthDance("pretend");
                    app.MapGet("/secret", [RequireOAuth("pretend")] () => "secret");
                },
            }),
            Throws.InvalidOperationException);
        Assert.That(server.HasStarted, Is.False);
    }

    private static Task<WebHost> StartTwoAsync(string name, string? redirectUri, string? path) =>
        WebHost.StartAsync(new()
        {
            ConfigureServices = services => AddSecond(services, name, redirectUri),
            MapEndpoints = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapOAuthDance(name, path);
            },
        });

    private static void AddSecond(IServiceCollection services, string name, string? redirectUri) =>
        services.AddOAuthDance(
            new PretendProvider().OAuth2 with { Name = name }, options => options.RedirectUri = redirectUri);
}
