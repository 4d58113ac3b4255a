using System.Net;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using OAuthClient.OAuth2;
using OAuthClient.Testing;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>
/// A callback that the provider's page posts comes without <c>SameSite=Lax</c> cookies. A page of the application posts
/// it again, from the application's own origin.
/// </summary>
public class PostedCallbackTests
{
    private static readonly (string, string?) Anna = ("X-User", "anna");
    private static readonly (string, string?) Ben = ("X-User", "ben");
    private static readonly (string, string?) NoUser = ("X-User", null);

    private sealed record Callback(string Path, string Form);

    [TestCase("anna", HttpStatusCode.SeeOther, 1)]
    [TestCase("ben", HttpStatusCode.BadRequest, 0)]
    [TestCase(null, HttpStatusCode.BadRequest, 0)]
    public async Task T22_A_posted_callback_is_finished_only_by_the_user_who_began_the_login(
        string? user, HttpStatusCode status, int logins)
    {
        await using var host = await StartAsync();
        var jar = new CookieJar();
        var callback = await BeginAsync(host, jar, Anna);
        var answer = await host.PostCallbackAsync(
            callback.Path, PostedPage.Form(callback.Form), jar, ("X-User", user));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(status));
            Assert.That(
                (await answer.Content.ReadAsStringAsync()).Contains(
                    OAuthErrorCode.UserChanged, StringComparison.Ordinal),
                Is.EqualTo(logins == 0));
            Assert.That(host.SignedInUsers, Has.Count.EqualTo(logins));
            Assert.That(host.Provider.CountCalls(PretendEndpoint.Token), Is.EqualTo(logins));
        }
    }

    [TestCase(ResponseMode.Query)]
    [TestCase(ResponseMode.FormPost)]
    public async Task A_login_that_began_without_a_user_may_be_finished_by_a_user(ResponseMode mode)
    {
        await using var host = await StartAsync(mode);
        var jar = new CookieJar();
        var callback = await BeginAsync(host, jar, NoUser);
        var answer = mode == ResponseMode.FormPost
            ? await host.PostCallbackAsync(callback.Path, PostedPage.Form(callback.Form), jar, Ben)
            : await host.SendAsync("GET", callback.Path, CrossSite, jar.Header, Ben);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task The_page_that_posts_a_callback_again_runs_its_own_script_only()
    {
        await using var host = await StartAsync();
        var callback = await BeginAsync(host, new(), NoUser);
        var page = await host.SendAsync(
            "POST", callback.Path, PostedPage.Form($"{callback.Form}&x=%22%3E%3Cscript%3E"), CrossSite);
        var html = await page.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(
                page.Headers.GetValues("Content-Security-Policy").Single(),
                Does.StartWith("default-src 'none'; script-src 'sha256-").And.EndWith("frame-ancestors 'none'"));
            Assert.That(page.Headers.CacheControl?.NoStore, Is.True);
            Assert.That(page.Headers.GetValues("Referrer-Policy").Single(), Is.EqualTo("no-referrer"));
            Assert.That(html, Does.Not.Contain("onload").And.Contain("<button>"));
            Assert.That(html.Split("<script>"), Has.Length.EqualTo(2));
            Assert.That(page.Headers.Contains("Set-Cookie"), Is.False);
        }
    }

    private static IEnumerable<TestCaseData> RefusedForms()
    {
        yield return Case("a repeated parameter", "code=1&state={0}&state={0}", OAuthErrorCode.ParameterRepeated);
        yield return Case("escapes that are not UTF-8", "code=%FF&state={0}", OAuthErrorCode.CallbackMalformed);
        yield return Case("bytes that are not UTF-8", "code=\u00FF&state={0}", OAuthErrorCode.CallbackMalformed);
        yield return Case("a broken escape", "code=%zz&state={0}", OAuthErrorCode.CallbackMalformed);
        yield return Case("an escaped line feed", "code=1%0A&state={0}", OAuthErrorCode.CallbackMalformed);
        yield return Case("a line feed", "code=1\n&state={0}", OAuthErrorCode.CallbackMalformed);
        yield return Case("a null character", "code=1\0&state={0}", OAuthErrorCode.CallbackMalformed);
        yield return Case("another state", "code=1&state={0}%2B", OAuthErrorCode.StateUnknown);
    }

    [TestCaseSource(nameof(RefusedForms))]
    public async Task A_callback_that_the_checks_refuse_is_refused_in_the_same_way_when_it_is_posted_again(
        string form, string code)
    {
        await using var host = await StartAsync();
        var jar = new CookieJar();
        var callback = await BeginAsync(host, jar, NoUser);
        var state = Uri.EscapeDataString(OAuthCallback.FromForm(callback.Form)["state"]!);
        var body = Encoding.Latin1.GetBytes(form.Replace("{0}", state, StringComparison.Ordinal));
        var direct = await host.SendAsync("POST", callback.Path, PostedPage.Form(body), SameOrigin, jar.Header);
        var again = await host.PostCallbackAsync(callback.Path, PostedPage.Form(body), jar);
        Assert.That(await direct.Content.ReadAsStringAsync(), Does.Contain(code));
        Assert.That(await again.Content.ReadAsStringAsync(), Does.Contain(code));
    }

    [Test]
    public async Task A_form_of_several_parts_is_posted_again_too()
    {
        await using var host = await StartAsync();
        var jar = new CookieJar();
        var callback = await BeginAsync(host, jar, Anna);
        using var parts = new MultipartFormDataContent();
        foreach (var field in callback.Form.Split('&').Select(field => field.Split('=')))
            parts.Add(new StringContent(Uri.UnescapeDataString(field[1])), field[0]);
        var answer = await host.PostCallbackAsync(callback.Path, parts, jar, Anna);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), await answer.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task A_form_that_a_middleware_has_read_is_posted_again_too()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            ChangeProvider = provider => provider with { ResponseMode = ResponseMode.FormPost },
            AddMiddleware = app => app.Use(async (context, next) =>
            {
                if (context.Request.HasFormContentType)
                    await context.Request.ReadFormAsync();
                await next(context);
            }),
        });
        var jar = new CookieJar();
        var callback = await BeginAsync(host, jar, Anna);
        var answer = await host.PostCallbackAsync(callback.Path, PostedPage.Form(callback.Form), jar, Anna);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), await answer.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task A_browser_that_does_not_say_where_a_form_comes_from_sees_the_page_once()
    {
        await using var host = await StartAsync();
        var jar = new CookieJar();
        var callback = await BeginAsync(host, jar, Anna);
        var page = await host.SendAsync("POST", callback.Path, PostedPage.Form(callback.Form));
        var answer = await host.SendAsync("POST", callback.Path, await PostedPage.ReadAsync(page), jar.Header, Anna);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), await answer.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task T03_The_form_of_the_page_on_another_site_finishes_no_login()
    {
        await using var host = await StartAsync();
        var jar = new CookieJar();
        var callback = await BeginAsync(host, jar, Anna);
        var page = await host.SendAsync("POST", callback.Path, PostedPage.Form(callback.Form), CrossSite);
        var answer = await host.SendAsync(
            "POST", callback.Path, await PostedPage.ReadAsync(page), CrossSite, jar.CrossSitePostHeader);
        Assert.That(
            (answer.StatusCode, await answer.Content.ReadAsStringAsync()),
            Is.EqualTo((
                HttpStatusCode.BadRequest,
                "This login cannot be finished (state_wrong_browser). Please begin again.")));
    }

    [Test]
    public async Task A_prefetched_post_finishes_no_login_and_the_real_one_does()
    {
        await using var host = await StartAsync();
        var jar = new CookieJar();
        var callback = await BeginAsync(host, jar, Anna);
        var prefetched = await host.SendAsync(
            "POST",
            callback.Path,
            PostedPage.Form(callback.Form),
            [SameOrigin, jar.Header, Anna, ("Sec-Purpose", "prefetch")]);
        var real = await host.PostCallbackAsync(callback.Path, PostedPage.Form(callback.Form), jar, Anna);
        Assert.That(
            (prefetched.StatusCode, real.StatusCode),
            Is.EqualTo((HttpStatusCode.ServiceUnavailable, HttpStatusCode.SeeOther)));
    }

    [Test]
    public async Task T04_A_refused_form_of_another_site_begins_no_login_at_the_page_that_it_leads_to()
    {
        await using var host = await StartAsync();
        host.Dance.Signals.Error.Connect((_, _) => OAuthResponse.Redirect("/mine"));
        var jar = new CookieJar();
        var refused = await host.PostCallbackAsync(CallbackPath, PostedPage.Form("state=1&code=2"), jar);
        jar.Store(refused);
        Assert.That(refused.Headers.Location?.OriginalString, Is.EqualTo("/mine"));
        foreach (var path in new[] { "/mine", "/login/pretend" })
        {
            var page = await host.ViewPageAsync(path, jar.Header);
            Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("Log in with pretend"), path);
        }
    }

    [Test]
    public async Task T04_A_posted_callback_that_ends_well_begins_no_further_login_at_the_page_that_it_leads_to()
    {
        await using var host = await StartAsync();
        var jar = new CookieJar();
        var callback = await BeginAsync(host, jar, Anna);
        jar.Store(await host.PostCallbackAsync(callback.Path, PostedPage.Form(callback.Form), jar, Anna));
        var page = await host.ViewPageAsync("/login/pretend", jar.Header);
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("Log in with pretend"));
    }

    [Test]
    public async Task T22_A_repeated_callback_of_another_user_logs_nobody_in([Values] ResponseMode mode)
    {
        await using var host = await StartAsync(mode);
        var jar = new CookieJar();
        var callback = await BeginAsync(host, jar, ("X-User", "42"));
        Task<HttpResponseMessage> FinishAsync(string user) => mode == ResponseMode.FormPost
            ? host.PostCallbackAsync(callback.Path, PostedPage.Form(callback.Form), jar, ("X-User", user))
            : host.SendAsync("GET", callback.Path, CrossSite, jar.Header, ("X-User", user));
        Assert.That((await FinishAsync("42")).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        var third = await FinishAsync("ben");
        Assert.That(await third.Content.ReadAsStringAsync(), Does.Contain(OAuthErrorCode.UserChanged));
        Assert.That(host.SignedInUsers, Is.EqualTo(new[] { "42" }));
    }

    [Test]
    public async Task A_dance_in_a_group_that_requires_anti_forgery_tokens_takes_posted_callbacks()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            ChangeProvider = provider => provider with { ResponseMode = ResponseMode.FormPost },
            AddMiddleware = app =>
            {
                app.UseRouting();
                app.UseAntiforgery();
            },
            MapEndpoints = app =>
                app.MapGroup("").WithMetadata(new RequireAntiforgeryTokenAttribute()).MapOAuthDance("pretend"),
        });
        var jar = new CookieJar();
        var callback = await BeginAsync(host, jar, Anna);
        var answer = await host.PostCallbackAsync(callback.Path, PostedPage.Form(callback.Form), jar, Anna);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), await answer.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task A_form_whose_compression_is_broken_is_refused()
    {
        await using var host = await WebHost.StartAsync(new()
        {
            ConfigureServices = services => services.AddRequestDecompression(_ => { }),
            AddMiddleware = app => app.UseRequestDecompression(),
        });
        var form = PostedPage.Form("state=1&code=2");
        form.Headers.ContentEncoding.Add("gzip");
        var answer = await host.SendAsync("POST", CallbackPath, form, SameOrigin);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private static TestCaseData Case(string name, string form, string code) =>
        new(form, code) { TestName = $"{{m}}: {name}" };

    private static Task<WebHost> StartAsync(ResponseMode mode = ResponseMode.FormPost) =>
        WebHost.StartAsync(new() { ChangeProvider = provider => provider with { ResponseMode = mode } });

    private static async Task<Callback> BeginAsync(WebHost host, CookieJar jar, (string, string?) user)
    {
        var begun = await host.ViewPageAsync("/login/pretend", jar.Header, user);
        jar.Store(begun);
        var callback = await new PretendBrowser(host.Provider.Handler).AllowAsync(begun.Headers.Location!);
        return new(callback.Url.PathAndQuery, callback.Form ?? "");
    }
}
