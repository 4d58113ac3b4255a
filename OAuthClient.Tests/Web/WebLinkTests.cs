using System.Net;
using System.Security.Claims;
using Flurl.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using OAuthClient.Storage;
using OAuthClient.Testing;
using Signals;

namespace OAuthClient.Tests.Web;

/// <summary>The receiver of the first web example, connected to two providers.</summary>
public class WebLinkTests
{
    private const string Receiver = "login.User.Or($\"";
    private readonly PretendProvider _provider = new();
    private readonly MemoryTokenStore _tokens = new();

    private sealed record Person(long Id);

    [TestCase("docs/getting-started.md")]
    [TestCase("docs/from-flask-dance.md")]
    [TestCase("docs/dance.md")]
    public void Every_first_example_links_the_account_of_a_user_who_is_logged_in(string file)
    {
        var examples = Document.Blocks(file).Where(block => block.Text.Contains("StoreFor(", StringComparison.Ordinal));
        Assert.That(examples.Select(block => block.Text), Is.Not.Empty.And.All.Contains(Receiver));
    }

    [Test]
    public async Task A_login_with_a_second_provider_links_its_account()
    {
        await using var app = await StartAsync("one", "two");
        using var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = new(app.Urls.Single()),
        };
        var user = await LogInAsync(http, "one");
        Assert.That(user, Does.StartWith("one:"));
        Assert.That(await LogInAsync(http, "two"), Is.EqualTo(user), "the same user, and not another");
        var keys = new[] { "one", "two" }.Select(name => app.Services.GetOAuthDance(name).Session(user).Key!.Value);
        foreach (var key in keys)
            Assert.That(await _tokens.GetAsync(key), Is.Not.Null);
    }

    private async Task<WebApplication> StartAsync(params string[] names)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["OAuth:PublicUrl"] = "http://127.0.0.1";
        builder.Services.AddAuthentication("cookie").AddCookie("cookie");
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        builder.Services.AddSingleton(new SignalRegistry(strict: false));
        builder.Services.AddSingleton<ITokenStore>(_tokens);
        foreach (var name in names)
        {
            builder.Services.AddOAuthDance(
                _provider.OAuth2 with { Name = name }, options => options.Dance = new() { Http = _provider.Handler });
        }
        var app = builder.Build();
        app.UseAuthentication();
        foreach (var name in names)
        {
            app.MapOAuthDance(name);
            app.Services.GetOAuthDance(name).Signals.Authorized.Connect(async (_, login) => OAuthAnswer.StoreFor(
                login.User.Or($"{name}:{(await login.Session.Request("user").GetJsonAsync<Person>()).Id}")));
        }
        app.MapGet("/who", (HttpContext context, CancellationToken _) =>
            context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "");
        await app.StartAsync();
        return app;
    }

    private async Task<string> LogInAsync(HttpClient http, string name)
    {
        using var begin = new HttpRequestMessage(HttpMethod.Get, $"/login/{name}");
        begin.Headers.Add("Sec-Fetch-Site", "same-origin");
        begin.Headers.Add("Sec-Fetch-Mode", "navigate");
        using var begun = await http.SendAsync(begin);
        var callback = await new PretendBrowser(_provider.Handler).AllowAsync(begun.Headers.Location!);
        using var finished = await http.GetAsync(callback.Url.PathAndQuery);
        Assert.That(finished.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        return await http.GetStringAsync("/who");
    }
}
