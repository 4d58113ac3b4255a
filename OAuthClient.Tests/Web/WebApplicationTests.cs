using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OAuthClient.AspNetCore;
using OAuthClient.OAuth2;
using OAuthClient.Testing;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>What the adapter's two endpoints do with requests, seen from the wire.</summary>
public class WebApplicationTests
{
    [TestCase(ResponseMode.Query, "__Host-oauth=", "samesite=lax")]
    [TestCase(ResponseMode.FormPost, "__Host-oauth-post=", "samesite=none")]
    public async Task The_browsers_key_is_in_a_cookie_of_this_host_that_no_script_reads(ResponseMode mode, string name, string sameSite)
    {
        await using var host = await WebHost.StartAsync(new() { Provider = provider => provider with { ResponseMode = mode } });
        var begun = await host.ViewAsync("/login/pretend");
        var cookie = begun.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith(name, StringComparison.Ordinal));
        Assert.That(cookie, Does.Contain("; secure").And.Contain("; httponly").And.Contain(sameSite).And.Contain("; path=/"));
    }

    [Test]
    public async Task A_browser_that_has_a_key_keeps_it()
    {
        await using var host = await WebHost.StartAsync();
        var cookie = CookiesOf(await host.ViewAsync("/login/pretend"));
        var again = await host.ViewAsync("/login/pretend", cookie);
        Assert.That((again.StatusCode, again.Headers.Contains("Set-Cookie")), Is.EqualTo((HttpStatusCode.SeeOther, false)));
    }

    [Test]
    public async Task T17_The_redirect_URI_is_the_one_that_was_stated_whatever_the_request_says()
    {
        await using var host = await WebHost.StartAsync();
        var begun = await host.ViewAsync("/login/pretend", ("Host", "evil.example"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "http"));
        Assert.That(begun.Headers.Location!.Query, Does.Contain(Uri.EscapeDataString(PublicUrl + Finish)).And.Not.Contain("evil"));
    }

    [TestCase("/login/pretend", HttpStatusCode.SeeOther)]
    [TestCase("/mine", HttpStatusCode.SeeOther)]
    [TestCase("/login/pretend?returnUrl=//evil", HttpStatusCode.BadRequest)]
    [TestCase("/login/pretend/finish?code=1&state=2", HttpStatusCode.BadRequest)]
    public async Task T18_What_a_login_shows_is_kept_by_nobody_and_tells_nobody_where_it_was(string path, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync();
        var shown = await host.ViewAsync(path);
        Assert.That((shown.StatusCode, shown.Headers.CacheControl?.NoStore, shown.Headers.GetValues("Referrer-Policy").Single()), Is.EqualTo((status, true, "no-referrer")));
    }

    [TestCase("GET", "cross-site", "navigate", HttpStatusCode.OK)]
    [TestCase("GET", "same-site", "navigate", HttpStatusCode.OK)]
    [TestCase("GET", "same-origin", "no-cors", HttpStatusCode.OK)]
    [TestCase("GET", null, null, HttpStatusCode.OK)]
    [TestCase("POST", "same-origin", "navigate", HttpStatusCode.BadRequest)]
    public async Task T04_A_login_that_the_own_site_did_not_ask_for_is_a_button(string method, string? site, string? mode, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync();
        var answer = await host.SendAsync(method, "/login/pretend?returnUrl=/%22%3E%3Cscript%3E", ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode));
        Assert.That((answer.StatusCode, answer.Headers.Contains("Content-Security-Policy")), Is.EqualTo((status, true)));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Log in with pretend").And.Not.Contain("<script>"));
    }

    [Test]
    public async Task The_button_begins_the_login_and_keeps_in_mind_where_the_user_wanted_to_be()
    {
        await using var host = await WebHost.StartAsync(new() { Configure = options => options.DisplayName = "The <Pretender>" });
        var page = await host.SendAsync("GET", "/login/pretend?returnUrl=/home%3Fa%3Db", Cross, View);
        var html = await page.Content.ReadAsStringAsync();
        Assert.That(html, Does.Contain("Log in with The &lt;Pretender&gt;"));
        var fields = Regex.Matches(html, "name=\"([^\"]*)\" value=\"([^\"]*)\"").ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        var begun = await host.SendAsync("POST", Regex.Match(html, "action=\"([^\"]*)\"").Groups[1].Value, new FormUrlEncodedContent(fields), CookiesOf(page));
        var callback = await new PretendBrowser(host.Provider.Handler).AllowAsync(begun.Headers.Location!);
        Assert.That((await host.SendAsync("GET", callback.Url.PathAndQuery, CookiesOf(begun))).Headers.Location?.OriginalString, Is.EqualTo("/home?a=b"));
    }

    [TestCase("/login/pretend", HttpStatusCode.OK)]
    [TestCase("/mine", HttpStatusCode.Unauthorized)]
    public async Task A_browser_that_looks_ahead_begins_nothing(string path, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync();
        Assert.That((await host.ViewAsync(path, ("Sec-Purpose", "prefetch"))).StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task A_browser_that_looks_ahead_finishes_nothing_and_its_user_does()
    {
        await using var host = await WebHost.StartAsync();
        var (callback, cookie) = await host.ToCallbackAsync();
        Assert.That((await host.SendAsync("GET", callback, cookie, ("Purpose", "prefetch"))).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await host.SendAsync("GET", callback, cookie)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task Whoever_says_the_word_lets_any_site_begin_a_login()
    {
        await using var host = await WebHost.StartAsync(new() { Configure = options => options.Allow = Insecure.CrossSiteLogins });
        Assert.That((await host.SendAsync("GET", "/login/pretend", Cross)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task T04_An_endpoint_of_ones_own_begins_a_login_with_other_scopes_only_if_it_says_that_it_looked([Values] bool itLooked)
    {
        await using var host = await WebHost.StartAsync(new()
        {
            Map = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapGet("/more", (HttpContext context) => context.BeginOAuthAsync("pretend", new() { Scopes = ["everything"], IsAntiForgeryChecked = itLooked }));
            },
        });
        var begun = await host.ViewAsync("/more");
        Assert.That(begun.Headers.Location?.Query.Contains("scope=everything", StringComparison.Ordinal) ?? false, Is.EqualTo(itLooked));
        Assert.That(begun.StatusCode, Is.EqualTo(itLooked ? HttpStatusCode.SeeOther : HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task T22_A_login_is_not_finished_for_another_user_than_the_one_who_began()
    {
        await using var host = await WebHost.StartAsync();
        var (callback, cookie) = await host.ToCallbackAsync(headers: ("X-User", "42"));
        var answer = await host.SendAsync("GET", callback, cookie, ("X-User", "43"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(OAuthErrorCode.UserChanged));
    }

    [Test]
    public async Task A_cookie_that_was_sealed_elsewhere_is_as_good_as_none()
    {
        await using var host = await WebHost.StartAsync();
        var (callback, _) = await host.ToCallbackAsync();
        var answer = await host.SendAsync("GET", callback, ("Cookie", "__Host-oauth=CfDJ8nonsense"));
        Assert.That((answer.StatusCode, await answer.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.BadRequest, "This login cannot be finished (state_wrong_browser). Please begin again.")));
    }

    [Test]
    public async Task A_browser_that_forgets_its_logins_finishes_none_of_them()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            Map = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapPost("/signout", (HttpContext context) => context.ForgetOAuthBrowser());
            },
        });
        var (_, cookie) = await host.ToCallbackAsync();
        var forgotten = (await host.SendAsync("POST", "/signout", cookie)).Headers.GetValues("Set-Cookie").Single();
        Assert.That(forgotten, Does.StartWith("__Host-oauth=; expires=Thu, 01 Jan 1970").And.Contain("path=/; secure"));
    }

    [Test]
    public async Task Users_who_are_not_logged_in_reach_the_login_whatever_the_applications_policy()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            Services = services =>
            {
                services.AddAuthentication("cookie").AddCookie("cookie");
                services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            },
            Pipeline = app => app.UseAuthentication().UseAuthorization(),
        });
        Assert.That((await host.LogInAsync()).Headers.Location?.OriginalString, Is.EqualTo("/"));
    }

    [TestCase("/login/pretend")]
    [TestCase(Finish)]
    public async Task A_login_that_is_only_for_users_is_closed_to_others(string path)
    {
        await using var host = await WebHost.StartAsync(new()
        {
            Services = services => services.AddAuthorization().AddAuthentication("cookie").AddCookie("cookie"),
            Pipeline = app => app.UseAuthentication().UseAuthorization(),
            Map = app => app.MapOAuthDance("pretend").RequireAuthorization(),
        });
        Assert.That((await host.ViewAsync(path)).Headers.Location?.AbsolutePath, Is.EqualTo("/Account/Login"));
    }

    [TestCase(SameSiteMode.Strict, SameSiteMode.Strict)]
    [TestCase(null, SameSiteMode.Lax)]
    public void The_anti_forgery_cookie_comes_along_from_a_provider_unless_the_application_says_otherwise(SameSiteMode? chosen, SameSiteMode mode)
    {
        var services = new ServiceCollection();
        if (chosen is { } some)
            services.AddAntiforgery(options => options.Cookie.SameSite = some);
        services.AddOAuthDance(new PretendProvider().OAuth2);
        Assert.That(services.BuildServiceProvider().GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.SameSite, Is.EqualTo(mode));
    }

    [Test]
    public async Task What_a_login_failed_of_is_logged_with_the_receivers_exception()
    {
        await using var host = await WebHost.StartAsync();
        host.Dance.Signals.Authorized.Connect((_, _) => throw new InvalidOperationException("no such table: people"));
        await host.LogInAsync();
        Assert.That(host.Log.Single(), Does.StartWith("Error: A login with pretend failed: receiver_failed").And.EndWith("(no such table: people)"));
    }

    [TestCase("access_denied", "Information: A login with pretend failed: access_denied")]
    [TestCase("server_error", "Warning: A login with pretend failed: provider_error (server_error)")]
    public async Task What_the_provider_says_is_logged_and_a_user_who_said_no_is_no_warning(string error, string line)
    {
        await using var host = await WebHost.StartAsync();
        var (callback, cookie) = await host.ToCallbackAsync();
        await host.SendAsync("GET", Regex.Replace(callback, "code=[^&]*", $"error={error}"), cookie);
        Assert.That(host.Log.Single(), Does.StartWith(line));
    }

    [Test]
    public async Task T52_What_a_provider_repeats_of_the_secrets_is_not_logged()
    {
        await using var host = await WebHost.StartAsync();
        var (callback, cookie) = await host.ToCallbackAsync();
        string[] sent = [];
        host.Provider.TokenAnswer = request =>
        {
            sent = [request["code"]!, request["code_verifier"]!, request.Authorization ?? "", PretendProvider.ClientSecret];
            return new(HttpStatusCode.BadRequest) { Content = new StringContent($$"""{"error":"invalid_request","error_description":"{{string.Join(" and ", sent)}}"}""") };
        };
        await host.SendAsync("GET", callback, cookie);
        Assert.That(host.Log.Single(), Does.Contain("invalid_request"));
        Assert.That(sent.Where(secret => secret.Length > 0 && host.Log.Single().Contains(secret, StringComparison.Ordinal)), Is.Empty);
        Assert.That(sent, Has.Length.EqualTo(4));
    }
}
