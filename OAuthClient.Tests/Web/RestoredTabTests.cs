using System.Net;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Web;

/// <summary>Tabs that a browser restores at once, each with a login of its own and none with a cookie yet.</summary>
public class RestoredTabTests
{
    private const string WrongBrowser = "This login cannot be finished (state_wrong_browser). Please begin again.";

    private sealed record Tab(string Callback, string? Form);

    [TestCase(3, ResponseMode.Query)]
    [TestCase(3, ResponseMode.FormPost)]
    [TestCase(10, ResponseMode.Query)]
    public async Task T05_Logins_that_begin_at_once_without_a_cookie_all_end_well(int count, ResponseMode mode)
    {
        await using var host = await StartAsync(mode);
        var jar = new CookieJar();
        var tabs = await BeginAtOnceAsync(host, jar, count);
        foreach (var tab in tabs.Reverse())
        {
            var answer = await FinishAsync(host, tab, jar);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
            jar.Store(answer);
        }
    }

    [Test]
    public async Task A_callback_of_another_browser_is_still_refused([Values] bool hasLoginsOfItsOwn)
    {
        await using var host = await StartAsync(ResponseMode.Query);
        var (own, thief) = (new CookieJar(), new CookieJar());
        var tabs = await BeginAtOnceAsync(host, own, 3);
        if (hasLoginsOfItsOwn)
            await BeginAtOnceAsync(host, thief, 3);
        foreach (var tab in tabs)
        {
            var stolen = await FinishAsync(host, tab, thief);
            Assert.That(
                (stolen.StatusCode, await stolen.Content.ReadAsStringAsync()),
                Is.EqualTo((HttpStatusCode.BadRequest, WrongBrowser)));
        }
        foreach (var tab in tabs)
            Assert.That((await FinishAsync(host, tab, own)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task A_browser_keeps_at_most_ten_keys_and_loses_the_oldest_first()
    {
        await using var host = await StartAsync(ResponseMode.Query);
        var jar = new CookieJar();
        var names = new List<string>();
        for (var login = 0; login < 13; login++)
        {
            await BeginAsync(host, jar);
            names.Add(jar.Names.Last());
            host.Time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.That(names, Is.Unique);
        Assert.That(jar.Names, Is.EqualTo(names.Skip(3)));
    }

    [Test]
    public async Task The_next_login_after_many_at_once_leaves_ten_keys()
    {
        await using var host = await StartAsync(ResponseMode.Query);
        var jar = new CookieJar();
        await BeginAtOnceAsync(host, jar, 15);
        await BeginAsync(host, jar);
        Assert.That(jar.Names.Count(), Is.EqualTo(10));
    }

    [Test]
    public async Task The_key_of_a_login_goes_away_when_the_login_ends_and_a_reload_still_gets_the_first_outcome()
    {
        await using var host = await StartAsync(ResponseMode.Query);
        var jar = new CookieJar();
        var tabs = await BeginAtOnceAsync(host, jar, 2);
        var before = jar.Names.ToArray();
        var answer = await FinishAsync(host, tabs[0], jar);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        var again = await FinishAsync(host, tabs[0], jar);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cookie, Does.StartWith($"{before[0]}=").And.Contain("max-age=60").IgnoreCase);
            Assert.That(
                cookie,
                Does.Contain("secure").And.Contain("httponly").And.Contain("samesite=lax").And.Contain("path=/"));
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
            Assert.That(host.Provider.CountCalls(PretendEndpoint.Token), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_refused_callback_leaves_the_key_of_its_login()
    {
        await using var host = await StartAsync(ResponseMode.Query);
        var jar = new CookieJar();
        var tab = await BeginAsync(host, jar);
        var refused = await FinishAsync(host, tab with { Callback = $"{tab.Callback}&state=twice" }, jar);
        Assert.That(refused.Headers.Contains("Set-Cookie"), Is.False);
        Assert.That((await FinishAsync(host, tab, jar)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [TestCase("error=access_denied&error_description=a%0D%0Ab")]
    [TestCase("error=access_denied&error_description=refus%E9")]
    [TestCase("error=access_denied&error_description=100%")]
    [TestCase("error=access_denied&x=%00")]
    [TestCase("error=access_denied&%FF=1")]
    public async Task A_posted_denial_with_odd_text_is_a_denial(string parameters)
    {
        await using var host = await StartAsync(ResponseMode.FormPost);
        var jar = new CookieJar();
        var tab = await BeginAsync(host, jar);
        var state = OAuthCallback.FromForm(tab.Form!)["state"];
        var answer = await FinishAsync(
            host, tab with { Form = $"{parameters}&state={state}&iss=https%3A%2F%2Fpretend.example" }, jar);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static Task<WebHost> StartAsync(ResponseMode mode) =>
        WebHost.StartAsync(new() { ChangeProvider = provider => provider with { ResponseMode = mode } });

    /// <summary>Begins logins before the browser has stored the cookie of any of them.</summary>
    private static async Task<Tab[]> BeginAtOnceAsync(WebHost host, CookieJar jar, int count)
    {
        var none = new CookieJar();
        var begun = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => ViewAsync(host, none)));
        foreach (var answer in begun)
            jar.Store(answer);
        return await Task.WhenAll(begun.Select(answer => AllowAsync(host, answer)));
    }

    private static async Task<Tab> BeginAsync(WebHost host, CookieJar jar)
    {
        var begun = await ViewAsync(host, jar);
        jar.Store(begun);
        return await AllowAsync(host, begun);
    }

    private static Task<HttpResponseMessage> ViewAsync(WebHost host, CookieJar jar) =>
        host.ViewPageAsync("/login/pretend", jar.Header);

    private static async Task<Tab> AllowAsync(WebHost host, HttpResponseMessage begun)
    {
        var callback = await new PretendBrowser(host.Provider.Handler).AllowAsync(begun.Headers.Location!);
        return new(callback.Url.PathAndQuery, callback.Form);
    }

    private static Task<HttpResponseMessage> FinishAsync(WebHost host, Tab tab, CookieJar jar) => tab.Form is { } form
        ? host.PostCallbackAsync(tab.Callback, PostedPage.Form(form), jar)
        : host.SendAsync("GET", tab.Callback, WebHost.CrossSite, jar.Header);
}
