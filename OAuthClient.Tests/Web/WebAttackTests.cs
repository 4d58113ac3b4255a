using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Web;

/// <summary>Attacks through a user's browser by sites other than the sample and by other users.</summary>
public class WebAttackTests(SampleDeployment kind) : SiteTests(kind)
{
    [TestCase("https://evil.example/")]
    [TestCase("//evil.example")]
    [TestCase("/\\evil.example")]
    public async Task T15_A_return_URL_on_another_site_is_refused(string place)
    {
        await using var visit = await BeginVisitAsync();
        await visit.OpenAsync($"/login/pretend?returnUrl={Uri.EscapeDataString(place)}");
        await visit.ExpectPageAsync("That did not work");
        await visit.ExpectTextAsync(OAuthErrorCode.ReturnUrlRefused);
    }

    [TestCase("""<a href="{0}/login/pretend">nice</a>""", TestName = "{m}: a link to the login")]
    [TestCase("""<form method="post" action="{0}/login/pretend"><button>nice</button></form>""", TestName = "{m}: a form")]
    [TestCase("""<a href="{0}/profile">nice</a>""", TestName = "{m}: a link to a page that needs a login")]
    public async Task T04_A_link_on_another_site_begins_no_login_without_a_press_of_the_button(string html)
    {
        await using var visit = await BeginVisitAsync();
        var site = await SiteAsync();
        using var other = new OtherSite(html.Replace("{0}", site.Url, StringComparison.Ordinal));
        var asked = site.Provider.CountCalls(PretendEndpoint.Authorization);
        await visit.Page.GotoAsync(other.Url);
        await visit.Page.GetByText("nice").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Log in with pretend" }).WaitForAsync();
        Assert.That(site.Provider.CountCalls(PretendEndpoint.Authorization), Is.EqualTo(asked));
        await visit.PressAsync("Log in with pretend");
        await visit.ExpectPageAsync(ProviderHeading);
    }

    [TestCase("/login/pretend")]
    [TestCase("/profile")]
    public async Task T04_An_image_on_another_site_begins_no_login(string path)
    {
        await using var visit = await BeginVisitAsync();
        var site = await SiteAsync();
        using var other = new OtherSite($"""<img src="{site.Url}{path}">""");
        var asked = site.Provider.CountCalls(PretendEndpoint.Authorization);
        var ended = new TaskCompletionSource<string?>();
        visit.Page.RequestFailed += (_, request) => _ = request.Url == site.Url + path && ended.TrySetResult(
            request.Failure);
        await visit.Page.GotoAsync(other.Url);
        // Chromium reports this error when the response to an image request is an HTML page.
        Assert.That(await ended.Task.WaitAsync(TimeSpan.FromSeconds(30)), Is.EqualTo("net::ERR_BLOCKED_BY_ORB"));
        Assert.That(site.Provider.CountCalls(PretendEndpoint.Authorization), Is.EqualTo(asked));
    }

    [TestCase("/signout")]
    [TestCase("/unlink/pretend")]
    public async Task A_form_of_another_application_on_the_same_host_does_nothing(string path)
    {
        await using var visit = await BeginVisitAsync();
        var site = await SiteAsync();
        var name = NewUserName("anna");
        await visit.LogInAsync(name);
        // Cookies ignore the port, so the browser sends the application's cookies with this form.
        using var other = new OtherSite(
            $"""<form method="post" action="{site.Url}{path}"><button>nice</button></form>""", "localhost");
        await visit.Page.GotoAsync(other.Url);
        await visit.PressAsync("nice");
        await visit.ExpectPageAsync("That page was old");
        await visit.OpenAsync("/");
        await visit.ExpectPageAsync($"Hello, {name}");
    }

    [TestCase("multipart/form-data", "--x")]
    [TestCase("application/x-www-form-urlencoded", "a=%00")]
    public async Task A_form_that_cannot_be_read_is_an_old_form(string type, string body)
    {
        var site = await SiteAsync();
        using var http = new HttpClient();
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await http.PostAsync(new Uri(site.Url + "/signout"), content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("That page was old"));
    }

    [Test]
    public async Task T03_A_callback_in_another_browser_does_not_log_in()
    {
        await using var anna = await BeginVisitAsync("anna");
        await using var ben = await BeginVisitAsync("ben");
        await anna.GoToProviderAsync();
        var leaked = new TaskCompletionSource<string>();
        await anna.Page.RouteAsync("**/consent", async route =>
        {
            leaked.SetResult((await route.FetchAsync(new() { MaxRedirects = 0 })).Headers["location"]);
            await route.AbortAsync();
        });
        await anna.AllowAsync(NewUserName("anna"));
        var callback = await leaked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await ben.Page.GotoAsync(callback);
        await ben.ExpectPageAsync("That did not work");
        await ben.AssertLoggedOutAsync();
        await anna.Page.UnrouteAllAsync();
        await anna.Page.GotoAsync(callback);
        await anna.ExpectPageAsync("Welcome!");
    }
}
