using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OAuthClient.AspNetCore;
using OAuthClient.OAuth2;
using OAuthClient.Storage;
using OAuthClient.Testing;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>The login endpoint and the callback endpoint of an application, over HTTP.</summary>
public class WebEndpointTests
{
    [Test]
    public async Task The_browser_key_is_in_a_secure_HttpOnly_Lax_host_cookie([Values] ResponseMode mode)
    {
        await using var host = await WebHost.StartAsync(
            new() { ChangeProvider = provider => provider with { ResponseMode = mode } });
        var begun = await host.ViewPageAsync("/login/pretend");
        var cookie = begun.Headers.GetValues("Set-Cookie").Single(
            one => one.StartsWith("__Host-oauth.", StringComparison.Ordinal));
        Assert.That(
            cookie,
            Does.Contain("; secure").And.Contain("; httponly").And.Contain("samesite=lax").And.Contain("; path=/"));
    }

    [Test]
    public async Task The_logins_of_a_browser_share_a_key_and_each_has_a_cookie_of_its_own()
    {
        var recorder = new StoreRecorder();
        await using var host = await WebHost.StartAsync(new()
        {
            ConfigureServices = services => services.AddSingleton(recorder.Wrap(new MemoryPendingDanceStore())),
        });
        var first = CookiesOf(await host.ViewPageAsync("/login/pretend"));
        var second = CookiesOf(await host.ViewPageAsync("/login/pretend", first));
        var third = CookiesOf(await host.ViewPageAsync("/login/pretend", second));
        string?[] cookies = [first.Item2, second.Item2, third.Item2];
        Assert.That(cookies.Select(cookie => cookie!.Split('=')[0]), Is.Unique);
        var keys = recorder.SavedDances.Select(dance => dance.BrowserKeyDigest).ToArray();
        Assert.That((keys.Length, keys.Distinct().Count()), Is.EqualTo((3, 1)));
    }

    [Test]
    public async Task A_browser_that_lost_the_cookie_of_a_login_may_finish_it_with_the_key_of_a_later_one()
    {
        await using var host = await WebHost.StartAsync();
        var (callback, first) = await host.BeginAndAllowAsync();
        var (_, second) = await host.BeginAndAllowAsync(headers: first);
        Assert.That((await host.SendAsync("GET", callback, second)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task T17_The_redirect_URI_is_the_configured_one_whatever_the_request_headers_say()
    {
        await using var host = await WebHost.StartAsync();
        var begun = await host.ViewPageAsync(
            "/login/pretend",
            ("Host", "evil.example"),
            ("X-Forwarded-Host", "evil.example"),
            ("X-Forwarded-Proto", "http"));
        Assert.That(
            begun.Headers.Location!.Query,
            Does.Contain(Uri.EscapeDataString(PublicUrl + CallbackPath)).And.Not.Contain("evil"));
    }

    [TestCase("/login/pretend", HttpStatusCode.SeeOther)]
    [TestCase("/mine", HttpStatusCode.SeeOther)]
    [TestCase("/login/pretend?returnUrl=//evil", HttpStatusCode.BadRequest)]
    [TestCase("/login/pretend/finish?code=1&state=2", HttpStatusCode.BadRequest)]
    public async Task T18_Responses_of_the_login_endpoints_have_no_store_and_no_referrer(
        string path, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync();
        var shown = await host.ViewPageAsync(path);
        var policy = shown.Headers.GetValues("Referrer-Policy").Single();
        Assert.That(
            (shown.StatusCode, shown.Headers.CacheControl?.NoStore, policy),
            Is.EqualTo((status, true, "no-referrer")));
    }

    [Test]
    public async Task A_prefetched_callback_finishes_no_login_and_the_real_callback_does()
    {
        await using var host = await WebHost.StartAsync();
        var (callback, cookie) = await host.BeginAndAllowAsync();
        Assert.That(
            (await host.SendAsync("GET", callback, cookie, ("Purpose", "prefetch"))).StatusCode,
            Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await host.SendAsync("GET", callback, cookie)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task Insecure_CrossSiteLogins_lets_any_site_begin_a_login()
    {
        await using var host = await WebHost.StartAsync(
            new() { ConfigureOptions = options => options.Allow = Insecure.CrossSiteLogins });
        Assert.That(
            (await host.SendAsync("GET", "/login/pretend", CrossSite)).StatusCode,
            Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task T04_An_endpoint_of_the_application_begins_a_login_only_with_an_anti_forgery_check(
        [Values] bool itLooked)
    {
        await using var host = await WebHost.StartAsync(new()
        {
            MapEndpoints = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapGet(
                    "/more",
                    (HttpContext context) => context.BeginOAuthAsync(
                        "pretend", new() { Scopes = ["everything"], IsAntiForgeryChecked = itLooked }));
            },
        });
        var begun = await host.ViewPageAsync("/more");
        Assert.That(
            begun.Headers.Location?.Query.Contains("scope=everything", StringComparison.Ordinal) ?? false,
            Is.EqualTo(itLooked));
        Assert.That(begun.StatusCode, Is.EqualTo(itLooked ? HttpStatusCode.SeeOther : HttpStatusCode.BadRequest));
    }

    [TestCase("43")]
    [TestCase(null)]
    public async Task T22_A_login_is_finished_only_by_the_user_who_began_it(string? user)
    {
        await using var host = await WebHost.StartAsync();
        var (callback, cookie) = await host.BeginAndAllowAsync(headers: ("X-User", "42"));
        var answer = await host.SendAsync("GET", callback, cookie, ("X-User", user));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(OAuthErrorCode.UserChanged));
    }

    [TestCase("43", false)]
    [TestCase(null, true)]
    public async Task The_log_says_why_a_user_may_be_missing_in_a_callback(string? user, bool isHinted)
    {
        await using var host = await WebHost.StartAsync();
        var (callback, cookie) = await host.BeginAndAllowAsync(headers: ("X-User", "42"));
        await host.SendAsync("GET", callback, cookie, ("X-User", user));
        Assert.That(host.Log.Single().Contains("SameSite=Strict", StringComparison.Ordinal), Is.EqualTo(isHinted));
    }

    [Test]
    public async Task A_cookie_that_cannot_be_unprotected_is_ignored()
    {
        await using var host = await WebHost.StartAsync();
        var (callback, _) = await host.BeginAndAllowAsync();
        var answer = await host.SendAsync("GET", callback, ("Cookie", "__Host-oauth=CfDJ8nonsense"));
        Assert.That(
            (answer.StatusCode, await answer.Content.ReadAsStringAsync()),
            Is.EqualTo((
                HttpStatusCode.BadRequest,
                "This login cannot be finished (state_wrong_browser). Please begin again.")));
    }

    // An earlier version wrote "oauth-post" where the provider posts its callbacks.
    [TestCase("__Host-oauth.abc")]
    [TestCase("__Host-oauth-post.abc")]
    [TestCase("oauth-post.abc")]
    public async Task ForgetOAuthBrowser_deletes_the_browser_key_cookie(string name)
    {
        await using var host = await WebHost.StartAsync(new()
        {
            MapEndpoints = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapPost("/signout", (HttpContext context) => context.ForgetOAuthBrowser());
            },
        });
        var forgotten = (await host.SendAsync("POST", "/signout", ("Cookie", $"{name}=1")))
            .Headers.GetValues("Set-Cookie").Single();
        Assert.That(
            forgotten,
            Does.StartWith(name).And.Contain("=; expires=Thu, 01 Jan 1970").And.Contain("path=/; secure"));
    }

    [Test]
    public async Task A_login_that_begins_after_ForgetOAuthBrowser_in_one_request_has_a_new_browser_key()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            MapEndpoints = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapGet("/switch", (HttpContext context) =>
                {
                    context.ForgetOAuthBrowser();
                    return context.BeginOAuthAsync("pretend", new() { IsAntiForgeryChecked = true });
                });
            },
        });
        var (callback, cookie) = await host.BeginAndAllowAsync();
        await host.SendAsync("GET", callback, cookie);
        var (switched, key) = await host.BeginAndAllowAsync("/switch", cookie);
        var repeated = await host.SendAsync("GET", callback, ("Cookie", key.Item2!.Split("; ")[^1]));
        Assert.That(repeated.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await host.SendAsync("GET", switched, key)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task The_login_is_open_to_anonymous_users_despite_a_fallback_policy()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            ConfigureServices = services =>
            {
                services.AddAuthentication("cookie").AddCookie("cookie");
                services.AddAuthorizationBuilder().SetFallbackPolicy(
                    new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder()
                        .RequireAuthenticatedUser().Build());
            },
            AddMiddleware = app => app.UseAuthentication().UseAuthorization(),
        });
        Assert.That((await host.LogInAsync()).Headers.Location?.OriginalString, Is.EqualTo("/"));
    }

    [TestCase("/login/pretend")]
    [TestCase(CallbackPath)]
    public async Task A_login_with_RequireAuthorization_is_closed_to_anonymous_users(string path)
    {
        await using var host = await WebHost.StartAsync(new()
        {
            ConfigureServices = services => services.AddAuthorization().AddAuthentication("cookie").AddCookie("cookie"),
            AddMiddleware = app => app.UseAuthentication().UseAuthorization(),
            MapEndpoints = app => app.MapOAuthDance("pretend").RequireAuthorization(),
        });
        Assert.That((await host.ViewPageAsync(path)).Headers.Location?.AbsolutePath, Is.EqualTo("/Account/Login"));
    }

    [TestCase(SameSiteMode.Strict, SameSiteMode.Strict)]
    [TestCase(null, SameSiteMode.Lax)]
    public void The_anti_forgery_cookie_is_SameSite_Lax_unless_the_application_chooses_otherwise(
        SameSiteMode? chosen, SameSiteMode mode)
    {
        var services = new ServiceCollection();
        if (chosen is { } some)
            services.AddAntiforgery(options => options.Cookie.SameSite = some);
        services.AddOAuthDance(new PretendProvider().OAuth2);
        Assert.That(
            services.BuildServiceProvider().GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.SameSite,
            Is.EqualTo(mode));
    }

    [Test]
    public async Task A_failed_login_is_logged_with_the_exception_of_the_receiver()
    {
        await using var host = await WebHost.StartAsync();
        host.Dance.Signals.Authorized.Connect((_, _) => throw new InvalidOperationException("no such table: people"));
        await host.LogInAsync();
        Assert.That(
            host.Log.Single(),
            Does.StartWith("Error: A login with pretend failed: receiver_failed")
                .And.EndWith("(no such table: people)"));
    }

    [TestCase("access_denied", "Information: A login with pretend failed: access_denied")]
    [TestCase("server_error", "Warning: A login with pretend failed: provider_error (server_error)")]
    public async Task An_error_of_the_provider_is_logged_as_a_warning_and_a_denial_as_information(
        string error, string line)
    {
        await using var host = await WebHost.StartAsync();
        var (callback, cookie) = await host.BeginAndAllowAsync();
        await host.SendAsync("GET", Regex.Replace(callback, "code=[^&]*", $"error={error}"), cookie);
        Assert.That(host.Log.Single(), Does.StartWith(line));
    }

    [Test]
    public async Task T52_Secrets_that_a_provider_echoes_are_not_logged()
    {
        await using var host = await WebHost.StartAsync();
        var (callback, cookie) = await host.BeginAndAllowAsync();
        string[] sent = [];
        host.Provider.TokenAnswer = request =>
        {
            sent =
            [
                request["code"]!,
                request["code_verifier"]!,
                request.Authorization ?? "",
                PretendProvider.ClientSecret,
            ];
            return new(HttpStatusCode.BadRequest)
            {
                Content = new StringContent(
                    $$"""{"error":"invalid_request","error_description":"{{string.Join(" and ", sent)}}"}"""),
            };
        };
        await host.SendAsync("GET", callback, cookie);
        Assert.That(host.Log.Single(), Does.Contain("invalid_request"));
        Assert.That(
            sent.Where(secret => secret.Length > 0 && host.Log.Single().Contains(secret, StringComparison.Ordinal)),
            Is.Empty);
        Assert.That(sent, Has.Length.EqualTo(4));
    }
}
