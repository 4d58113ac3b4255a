using System.Net;
using System.Text.RegularExpressions;
using OAuthClient.Testing;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>The button that is shown in place of a login which the site may not have asked for.</summary>
public class LoginButtonTests
{
    [TestCase("GET", "cross-site", "navigate", HttpStatusCode.OK)]
    [TestCase("GET", "same-site", "navigate", HttpStatusCode.OK)]
    [TestCase("GET", "same-origin", "no-cors", HttpStatusCode.OK)]
    [TestCase("GET", null, null, HttpStatusCode.OK)]
    [TestCase("POST", "same-origin", "navigate", HttpStatusCode.BadRequest)]
    public async Task T04_A_login_request_that_the_site_did_not_make_gets_a_button(
        string method, string? site, string? mode, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync();
        var answer = await host.SendAsync(
            method, "/login/pretend?returnUrl=/%22%3E%3Cscript%3E", ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode));
        Assert.That(
            (answer.StatusCode, answer.Headers.Contains("Content-Security-Policy")),
            Is.EqualTo((status, true)));
        Assert.That(
            await answer.Content.ReadAsStringAsync(),
            Does.Contain("Log in with pretend").And.Not.Contain("<script>"));
    }

    [Test]
    public async Task The_login_button_begins_the_login_and_keeps_the_return_URL()
    {
        await using var host = await WebHost.StartAsync(
            new() { ConfigureOptions = options => options.DisplayName = "The <Pretender>" });
        var page = await host.SendAsync("GET", "/login/pretend?returnUrl=/home%3Fa%3Db", CrossSite, Navigation);
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("Log in with The &lt;Pretender&gt;"));
        var begun = await PressAsync(host, page);
        var callback = await new PretendBrowser(host.Provider.Handler).AllowAsync(begun.Headers.Location!);
        Assert.That(
            (await host.SendAsync("GET", callback.Url.PathAndQuery, CookiesOf(begun))).Headers.Location?.OriginalString,
            Is.EqualTo("/home?a=b"));
    }

    // A sibling site can set the anti-forgery cookie that it has taken together with the form's token.
    [TestCase("same-site", HttpStatusCode.BadRequest)]
    [TestCase("cross-site", HttpStatusCode.BadRequest)]
    [TestCase("none", HttpStatusCode.BadRequest)]
    [TestCase("same-origin", HttpStatusCode.SeeOther)]
    [TestCase(null, HttpStatusCode.SeeOther)]
    public async Task T04_A_form_with_a_valid_anti_forgery_token_begins_a_login_only_from_the_same_origin(
        string? site, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync();
        var page = await host.SendAsync("GET", "/login/pretend", CrossSite, Navigation);
        Assert.That((await PressAsync(host, page, ("Sec-Fetch-Site", site))).StatusCode, Is.EqualTo(status));
    }

    [TestCase("/login/pretend", HttpStatusCode.OK)]
    [TestCase("/mine", HttpStatusCode.Unauthorized)]
    public async Task A_prefetch_begins_no_login(string path, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync();
        foreach (var header in new[] { "Sec-Purpose", "Purpose", "X-Purpose", "X-Moz" })
            Assert.That((await host.ViewPageAsync(path, (header, "prefetch"))).StatusCode, Is.EqualTo(status), header);
    }

    private static async Task<HttpResponseMessage> PressAsync(
        WebHost host, HttpResponseMessage page, params (string, string?)[] headers)
    {
        var html = await page.Content.ReadAsStringAsync();
        var fields = Regex.Matches(html, "name=\"([^\"]*)\" value=\"([^\"]*)\"").ToDictionary(
            field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        var action = Regex.Match(html, "action=\"([^\"]*)\"").Groups[1].Value;
        return await host.SendAsync("POST", action, new FormUrlEncodedContent(fields), [CookiesOf(page), .. headers]);
    }
}
