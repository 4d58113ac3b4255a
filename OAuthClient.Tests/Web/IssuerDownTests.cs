using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.AspNetCore;
using OAuthClient.Discovery;
using OAuthClient.Testing;
using OAuthClient.Tests.Discovery;
using Signals;

namespace OAuthClient.Tests.Web;

/// <summary>
/// A request that needs a provider whose issuer cannot be read gets a page, and no unhandled exception.
/// </summary>
public class IssuerDownTests
{
    private const string Issuer = "https://pretend.example";
    private const int ProviderDown = 21;
    private static readonly string[] DocumentUrls = [.. WellKnownUrls.Of(Issuer)];

    [Test]
    public async Task Each_way_to_the_dance_answers_with_a_page(
        [Values("GET /login/pretend", "POST /login/pretend", "GET /login/pretend/finish?code=x&state=y",
            "POST /login/pretend/finish", "GET /mine", "POST /mine", "GET /own")] string request,
        [Values("42", null)] string? user)
    {
        using var stub = new IssuerStub();
        stub.Answer(DocumentUrls[0], HttpStatusCode.BadGateway);
        using var log = new LogRecorder();
        await using var host = await StartAsync(stub, log);
        var answer = await SendAsync(host, request, user);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
        Assert.That(answer.Headers.CacheControl!.NoStore);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.That(page, Does.StartWith("pretend cannot be used now (endpoint_http)."));
        Assert.That(log.Entries.Where(entry => entry.Level == LogLevel.Error), Is.Empty);
    }

    [TestCase(HttpStatusCode.ServiceUnavailable, "7", HttpStatusCode.ServiceUnavailable, "7")]
    [TestCase(HttpStatusCode.ServiceUnavailable, "0", HttpStatusCode.ServiceUnavailable, "1")]
    [TestCase(HttpStatusCode.TooManyRequests, null, HttpStatusCode.ServiceUnavailable, null)]
    [TestCase(HttpStatusCode.NotFound, null, HttpStatusCode.BadGateway, null)]
    public async Task The_page_says_how_long_to_wait_when_the_issuer_does(
        HttpStatusCode issuer, string? wait, HttpStatusCode status, string? shown)
    {
        using var stub = new IssuerStub();
        foreach (var url in DocumentUrls)
            stub.Answer(url, () => Answer(issuer, wait));
        using var log = new LogRecorder();
        await using var host = await StartAsync(stub, log);
        var answer = await SendAsync(host, "GET /mine", "42");
        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That(answer.Headers.RetryAfter?.ToString(), Is.EqualTo(shown));
    }

    [Test]
    public async Task The_log_has_one_warning_for_an_outage_and_another_for_the_next()
    {
        using var stub = new IssuerStub();
        stub.Answer(DocumentUrls[0], HttpStatusCode.BadGateway);
        using var log = new LogRecorder();
        await using var host = await StartAsync(stub, log);
        await SendAsync(host, "GET /login/pretend", null);
        await SendAsync(host, "GET /mine", "42");
        Assert.That(WarningsOf(log), Has.Count.EqualTo(1));
        stub.Answer(DocumentUrls[0], HttpStatusCode.Forbidden);
        host.Time.Advance(TimeSpan.FromSeconds(6));
        await SendAsync(host, "GET /mine", "42");
        Assert.That(WarningsOf(log), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_document_without_an_authorization_endpoint_begins_no_login_and_says_so_once()
    {
        using var stub = new IssuerStub();
        stub.Publish(Issuer);
        using var log = new LogRecorder();
        await using var host = await StartAsync(stub, log);
        foreach (var request in new[] { "GET /login/pretend", "GET /mine", "GET /own" })
        {
            var answer = await SendAsync(host, request, "42");
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway), request);
        }
        Assert.That(WarningsOf(log).Single(), Does.Contain("authorization_endpoint"));
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string? wait)
    {
        var answer = new HttpResponseMessage(status);
        if (wait is not null)
            answer.Headers.Add("Retry-After", wait);
        return answer;
    }

    private static List<string> WarningsOf(LogRecorder log) =>
        [.. log.Entries.Where(entry => entry.Id.Id == ProviderDown).Select(entry => entry.Text)];

    private static Task<HttpResponseMessage> SendAsync(WebHost host, string request, string? user)
    {
        var parts = request.Split(' ');
        return host.SendAsync(parts[0], parts[1], WebHost.SameOrigin, WebHost.Navigation, ("X-User", user));
    }

    private static async Task<WebHost> StartAsync(IssuerStub stub, LogRecorder log)
    {
        var pretend = new PretendProvider();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Logging.ClearProviders();
        log.AddTo(builder.Services);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["OAuth:PublicUrl"] = WebHost.PublicUrl;
        builder.Configuration["OAuth:pretend:ClientId"] = "id";
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        builder.Services.AddSingleton(new SignalRegistry(strict: false));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddOAuthDance("pretend", Issuer, options =>
        {
            options.Discovery = stub.Options;
            options.CompleteProvider = found => found with { ApiBaseUrl = pretend.OAuth2.ApiBaseUrl };
            options.User =
                context => context.Request.Headers["X-User"] is { Count: 1 } user ? user.ToString() : OAuthUser.Unknown;
        });
        var app = builder.Build();
        app.MapOAuthDance("pretend");
        app.MapMine();
        app.MapGet("/own", static (HttpContext context) =>
            context.BeginOAuthAsync("pretend", new() { IsAntiForgeryChecked = true }));
        await app.StartAsync();
        return new(app, pretend, time, [], []);
    }
}
