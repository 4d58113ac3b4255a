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
        Assert.That((await host.ViewPageAsync("/login/pretend")).StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
        stub.Publish(Issuer, fields: $",\"authorization_endpoint\":\"{pretend.OAuth2.AuthorizationEndpoint}\"");
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.That((await host.ViewPageAsync("/mine", ("X-User", "42"))).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        var answer = await host.LogInAsync(("X-User", "42"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        var mine = await host.ViewPageAsync("/mine", ("X-User", "42"));
        Assert.That(await mine.Content.ReadAsStringAsync(), Does.Contain("anna"));
        Assert.That(stub.Requests, Has.Count.EqualTo(2));
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
