using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.AspNetCore;
using OAuthClient.Discovery;
using OAuthClient.Testing;
using OAuthClient.Tests.Discovery;
using Signals;

namespace OAuthClient.Tests.Web;

/// <summary>Logins on the web with a dance whose provider is discovered when a request first needs it.</summary>
public class DiscoveredWebDanceTests
{
    private const string Issuer = "https://pretend.example";

    [Test]
    public async Task A_user_logs_in_with_a_discovered_provider_once_its_issuer_is_up()
    {
        var pretend = new PretendProvider();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        pretend.Time = time;
        using var stub = new IssuerStub();
        stub.Answer(WellKnownUrls.Of(Issuer)[0], HttpStatusCode.BadGateway);
        await using var app = Build(pretend, stub, time);
        await app.StartAsync();
        await using var host = new WebHost(app, pretend, time, [], []);
        Assert.That(stub.Requests, Is.Empty);
        var failed = await host.ViewPageAsync("/login/pretend");
        Assert.That(failed.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        stub.Publish(Issuer, fields: $",\"authorization_endpoint\":\"{pretend.OAuth2.AuthorizationEndpoint}\"");
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.That((await host.ViewPageAsync("/mine", ("X-User", "42"))).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        var answer = await host.LogInAsync(("X-User", "42"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        var mine = await host.ViewPageAsync("/mine", ("X-User", "42"));
        Assert.That(await mine.Content.ReadAsStringAsync(), Does.Contain("anna"));
        Assert.That(stub.Requests, Has.Count.EqualTo(2));
    }

    [TestCase(HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, "5", "endpoint_http")]
    [TestCase(HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable, "7", "endpoint_busy")]
    [TestCase(HttpStatusCode.NotFound, HttpStatusCode.BadGateway, null, "metadata_missing")]
    public async Task A_request_that_needs_an_issuer_that_is_down_gets_a_page_that_no_cache_keeps(
        HttpStatusCode status, HttpStatusCode expected, string? wait, string code)
    {
        await using var pretend = new PretendProvider();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var stub = new IssuerStub();
        stub.Answer(WellKnownUrls.Of(Issuer)[0], () => new(status) { Headers = { { "Retry-After", "7" } } });
        await using var app = Build(pretend, stub, time);
        await app.StartAsync();
        await using var host = new WebHost(app, pretend, time, [], []);
        foreach (var path in new[] { "/login/pretend", "/login/pretend/finish?code=x&state=y", "/mine" })
        {
            var answer = await host.ViewPageAsync(path, ("X-User", "42"));
            Assert.That(answer.StatusCode, Is.EqualTo(expected), path);
            Assert.That(answer.Headers.RetryAfter?.ToString(), Is.EqualTo(wait), path);
            Assert.That(answer.Headers.CacheControl?.NoStore, Is.True, path);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(code), path);
        }
    }

    [Test]
    public async Task A_discovered_dance_without_logins_is_not_mapped_and_says_why()
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        OAuthClient.Extensions.OAuthHostServices.AddOAuthDance(builder.Services, "bank", Issuer);
        await using var app = builder.Build();
        Assert.That(
            () => app.MapOAuthDance("bank"),
            Throws.InvalidOperationException.With.Message.Contains("was added without logins"));
        Assert.That(
            () => app.MapOAuthDance("bnak"),
            Throws.InvalidOperationException.With.Message.Contains("There is no dance 'bnak'"));
    }

    private static WebApplication Build(PretendProvider pretend, IssuerStub stub, FakeTimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["OAuth:PublicUrl"] = WebHost.PublicUrl;
        builder.Configuration["OAuth:pretend:ClientId"] = pretend.OAuth2.ClientId;
        builder.Configuration["OAuth:pretend:ClientSecret"] = pretend.OAuth2.ClientSecret.Reveal();
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        builder.Services.AddSingleton(new SignalRegistry(strict: false));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddOAuthDance("pretend", Issuer, options =>
        {
            options.Discovery = stub.Options;
            options.Dance = new() { Http = pretend.Handler };
            options.CompleteProvider = found => found with { ApiBaseUrl = pretend.OAuth2.ApiBaseUrl };
            options.User =
                context => context.Request.Headers["X-User"] is { Count: 1 } user ? user.ToString() : OAuthUser.Unknown;
            options.SignIn = (_, _) => ValueTask.CompletedTask;
        });
        var app = builder.Build();
        app.MapOAuthDance("pretend");
        app.MapMine();
        return app;
    }
}
