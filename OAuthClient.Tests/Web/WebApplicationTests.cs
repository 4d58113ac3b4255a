using System.Net;
using Flurl.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OAuthClient.AspNetCore;
using OAuthClient.OAuth2;
using OAuthClient.Testing;
using Signals;

namespace OAuthClient.Tests.Web;

/// <summary>What the adapter does with requests, seen from the wire.</summary>
public class WebApplicationTests
{
    private const string PublicUrl = "https://app.example", Finish = "/login/pretend/finish";

    private static readonly (string, string) Same = ("Sec-Fetch-Site", "same-origin"), View = ("Sec-Fetch-Mode", "navigate");

    [TestCase(ResponseMode.Query, "__Host-oauth=", "samesite=lax")]
    [TestCase(ResponseMode.FormPost, "__Host-oauth-post=", "samesite=none")]
    public async Task The_browsers_key_is_in_a_cookie_of_this_host_that_no_script_reads(ResponseMode mode, string name, string sameSite)
    {
        await using var host = await Host.StartAsync(provider => provider with { ResponseMode = mode });
        var begun = await host.SendAsync("GET", "/login/pretend", Same, View);
        var cookie = begun.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith(name, StringComparison.Ordinal));
        Assert.That(cookie, Does.Contain("; secure").And.Contain("; httponly").And.Contain(sameSite).And.Contain("; path=/"));
    }

    [Test]
    public async Task T17_The_redirect_URI_is_the_one_that_was_stated_whatever_the_request_says()
    {
        await using var host = await Host.StartAsync();
        var begun = await host.SendAsync("GET", "/login/pretend", Same, View, ("Host", "evil.example"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "http"));
        Assert.That(begun.Headers.Location!.Query, Does.Contain(Uri.EscapeDataString(PublicUrl + Finish)).And.Not.Contain("evil"));
    }

    [Test]
    public async Task T18_The_way_to_the_provider_is_a_303_that_nobody_keeps()
    {
        await using var host = await Host.StartAsync();
        var begun = await host.SendAsync("GET", "/login/pretend", Same, View);
        Assert.That((begun.StatusCode, begun.Headers.CacheControl?.NoStore, begun.Headers.GetValues("Referrer-Policy").Single()), Is.EqualTo((HttpStatusCode.SeeOther, true, "no-referrer")));
    }

    [TestCase("GET", "cross-site", "navigate", HttpStatusCode.OK)]
    [TestCase("GET", "same-site", "navigate", HttpStatusCode.OK)]
    [TestCase("GET", "same-origin", "no-cors", HttpStatusCode.OK)]
    [TestCase("GET", null, null, HttpStatusCode.OK)]
    [TestCase("POST", "same-origin", "navigate", HttpStatusCode.BadRequest)]
    public async Task T04_A_login_that_the_own_site_did_not_ask_for_is_a_button(string method, string? site, string? mode, HttpStatusCode status)
    {
        await using var host = await Host.StartAsync();
        var answer = await host.SendAsync(method, "/login/pretend?returnUrl=/%22%3E%3Cscript%3E", ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode));
        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Log in with pretend").And.Not.Contain("<script>"));
    }

    [Test]
    public async Task Whoever_says_the_word_lets_any_site_begin_a_login()
    {
        await using var host = await Host.StartAsync(configure: options => options.Allow = Insecure.CrossSiteLogins);
        Assert.That((await host.SendAsync("GET", "/login/pretend", ("Sec-Fetch-Site", "cross-site"))).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [TestCase("POST", "navigate", HttpStatusCode.Unauthorized)]
    [TestCase("GET", "cors", HttpStatusCode.Unauthorized)]
    [TestCase("GET", "navigate", HttpStatusCode.SeeOther)]
    public async Task An_endpoint_that_needs_a_token_begins_a_login_for_a_page_view_only(string method, string mode, HttpStatusCode status)
    {
        await using var host = await Host.StartAsync();
        Assert.That((await host.SendAsync(method, "/mine", Same, ("Sec-Fetch-Mode", mode))).StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task The_whole_way_round_ends_in_a_session_of_the_user()
    {
        await using var host = await Host.StartAsync();
        var cookies = await host.LogInAsync();
        Assert.That(await (await host.SendAsync("GET", "/mine", cookies, ("X-User", "42"))).Content.ReadAsStringAsync(), Does.Contain("anna"));
        Assert.That(host.SignedIn, Is.EqualTo(new[] { "42" }));
    }

    [Test]
    public async Task A_login_begins_when_the_provider_ends_the_one_before_in_the_middle_of_a_request()
    {
        await using var host = await Host.StartAsync();
        await host.LogInAsync();
        host.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""") };
        host.Time.Advance(TimeSpan.FromHours(2));
        var answer = await host.SendAsync("GET", "/mine", Same, View, ("X-User", "42"));
        Assert.That((answer.StatusCode, answer.Headers.Location?.Host), Is.EqualTo((HttpStatusCode.SeeOther, "pretend.example")));
    }

    [Test]
    public async Task T22_A_login_is_not_finished_for_another_user_than_the_one_who_began()
    {
        await using var host = await Host.StartAsync();
        var (callback, cookie) = await host.ToCallbackAsync(("X-User", "42"));
        var answer = await host.SendAsync("GET", callback, cookie, ("X-User", "43"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(OAuthErrorCode.UserChanged));
    }

    [Test]
    public async Task A_cookie_that_was_sealed_elsewhere_is_as_good_as_none()
    {
        await using var host = await Host.StartAsync();
        var (callback, _) = await host.ToCallbackAsync();
        var answer = await host.SendAsync("GET", callback, ("Cookie", "__Host-oauth=CfDJ8nonsense"));
        Assert.That((answer.StatusCode, await answer.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.BadRequest, "This login cannot be finished (state_wrong_browser). Please begin again.")));
    }

    [TestCase("no public URL", "OAuth:PublicUrl")]
    [TestCase("another name", "AddOAuthDance")]
    public void What_is_missing_is_said_at_start_up(string what, string message)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Services.AddOAuthDance(new PretendProvider().OAuth2);
        var app = builder.Build();
        Assert.That(() => app.MapOAuthDance(what == "another name" ? "github" : "pretend"), Throws.InvalidOperationException.With.Message.Contains(message));
    }

    /// <summary>An application with one dance and one endpoint that needs it; its users say in a header who they are.</summary>
    private sealed class Host(WebApplication app, PretendProvider provider, Microsoft.Extensions.Time.Testing.FakeTimeProvider time, List<string?> signedIn) : IAsyncDisposable
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(app.Urls.Single()) };

        public PretendProvider Provider => provider;

        public Microsoft.Extensions.Time.Testing.FakeTimeProvider Time => time;

        public IReadOnlyList<string?> SignedIn => signedIn;

        public static async Task<Host> StartAsync(Func<OAuth2Provider, OAuth2Provider>? provider = null, Action<OAuthWebOptions>? configure = null)
        {
            var (pretend, time, signedIn) = (new PretendProvider(), new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), new List<string?>());
            pretend.Time = time;
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration["OAuth:PublicUrl"] = PublicUrl;
            builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            builder.Services.AddSingleton(new SignalRegistry(strict: false));
            builder.Services.AddSingleton<TimeProvider>(time);
            var known = pretend.OAuth2;
            builder.Services.AddOAuthDance(provider?.Invoke(known) ?? known, options =>
            {
                options.Dance = new() { Http = pretend.Handler };
                options.User = context => context.Request.Headers["X-User"] is { Count: 1 } user ? user.ToString() : OAuthUser.Unknown;
                options.SignIn = (_, outcome) =>
                {
                    signedIn.Add(outcome.User.Id);
                    return ValueTask.CompletedTask;
                };
                configure?.Invoke(options);
            });
            var app = builder.Build();
            app.MapOAuthDance("pretend");
            app.Services.GetOAuthDance("pretend").Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("42"));
            app.MapMethods("/mine", ["GET", "POST"], async ([FromKeyedServices("pretend")] OAuthSession session) => await session.Request("me").GetStringAsync()).RequireOAuth("pretend");
            await app.StartAsync();
            return new(app, pretend, time, signedIn);
        }

        public async Task<HttpResponseMessage> SendAsync(string method, string path, params (string Name, string? Value)[] headers)
        {
            using var request = new HttpRequestMessage(new(method), path);
            foreach (var (name, value) in headers.Where(header => header.Value is not null))
                request.Headers.TryAddWithoutValidation(name, value);
            return await _http.SendAsync(request);
        }

        public async Task<(string Callback, (string, string?) Cookie)> ToCallbackAsync(params (string, string?)[] headers)
        {
            var begun = await SendAsync("GET", "/login/pretend", [Same, View, .. headers]);
            var callback = await new PretendBrowser(provider.Handler).AllowAsync(begun.Headers.Location!);
            return (callback.Url.PathAndQuery, ("Cookie", string.Join("; ", begun.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]))));
        }

        public async Task<(string, string?)> LogInAsync()
        {
            var (callback, cookie) = await ToCallbackAsync();
            Assert.That((await SendAsync("GET", callback, cookie)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
            return cookie;
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await app.DisposeAsync();
            await provider.DisposeAsync();
        }
    }
}
