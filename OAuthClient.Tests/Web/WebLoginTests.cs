using Microsoft.Playwright;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Web;

/// <summary>Successful and failed logins of users of the sample application.</summary>
public class WebLoginTests(SampleDeployment kind) : SiteTests(kind)
{
    [TestCase(OAuth2Button)]
    [TestCase(OAuth1Button)]
    [TestCase(FormPostButton)]
    public async Task A_user_logs_in_and_is_welcomed_the_first_time(string button)
    {
        await using var visit = await BeginVisitAsync();
        var name = NewUserName("anna");
        await visit.LogInAsync(name, button);
        await visit.OpenAsync("/");
        await visit.ExpectPageAsync($"Hello, {name}");
        await visit.PressAsync("Sign out");
        await visit.GoToProviderAsync(button);
        await visit.AllowAsync(name);
        await visit.ExpectPageAsync($"Hello, {name}");
    }

    [TestCase(OAuth2Button)]
    [TestCase(OAuth1Button)]
    [TestCase(FormPostButton)]
    public async Task A_user_who_denies_sees_a_friendly_page_and_is_not_logged_in(string button)
    {
        await using var visit = await BeginVisitAsync();
        await visit.GoToProviderAsync(button);
        await visit.PressAsync("Deny");
        await visit.ExpectPageAsync("That did not work");
        await visit.ExpectTextAsync("You did not allow the login");
        await visit.AssertLoggedOutAsync();
    }

    [Test]
    public async Task A_user_who_refuses_a_required_scope_sees_an_explanation_and_is_not_logged_in()
    {
        await using var visit = await BeginVisitAsync();
        await visit.GoToProviderAsync();
        await visit.Page.GetByLabel("not: write").CheckAsync();
        await visit.AllowAsync(NewUserName("anna"));
        await visit.ExpectPageAsync("We need a little more");
        await visit.AssertLoggedOutAsync();
    }

    [Test]
    public async Task The_back_button_does_not_break_a_login()
    {
        await using var visit = await BeginVisitAsync();
        var name = NewUserName("anna");
        await visit.LogInAsync(name);
        await visit.Page.GoBackAsync();
        await visit.ExpectPageAsync(ProviderHeading);
        await visit.Page.GoBackAsync();
        // The back button makes the browser reload the page, because no-store keeps the page out of the history cache.
        await visit.ExpectPageAsync($"Hello, {name}");
        await visit.Page.GoForwardAsync();
        await visit.AllowAsync(name);
        await visit.ExpectPageAsync("This page has been used");
        await visit.OpenAsync("/profile");
        await visit.ExpectTextAsync(name);
    }

    [Test]
    public async Task A_reloaded_callback_shows_the_same_page_without_a_token_request()
    {
        await using var visit = await BeginVisitAsync();
        var site = await SiteAsync();
        var callback = "";
        visit.Page.Request += (_, request) =>
            callback = request.Url.Contains("/finish?", StringComparison.Ordinal) ? request.Url : callback;
        await visit.LogInAsync(NewUserName("anna"));
        var asked = site.Provider.CountCalls(PretendEndpoint.Token);
        await visit.OpenAsync("/");
        await visit.Page.GotoAsync(callback);
        await visit.ExpectPageAsync("Welcome!");
        Assert.That(site.Provider.CountCalls(PretendEndpoint.Token), Is.EqualTo(asked));
    }

    [Test]
    public async Task A_double_click_begins_two_logins_and_one_of_them_is_finished()
    {
        await using var visit = await BeginVisitAsync();
        var begun = 0;
        visit.Page.Request += (_, request) => begun += request.Method == "POST" && request.Url.EndsWith(
            "/login/pretend", StringComparison.Ordinal) ? 1 : 0;
        // The delay makes the user's second click come before the response to the first click's request.
        await visit.Page.RouteAsync("**/login/pretend", async route =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            await route.ContinueAsync();
        });
        await visit.OpenAsync("/");
        var button = await visit.Page.GetByRole(AriaRole.Button, new() { Name = OAuth2Button, Exact = true })
            .BoundingBoxAsync();
        await visit.Page.Mouse.ClickAsync(button!.X + 9, button.Y + 9);
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        await visit.Page.Mouse.ClickAsync(button.X + 9, button.Y + 9);
        await visit.ExpectPageAsync(ProviderHeading);
        Assert.That(begun, Is.EqualTo(2));
        await visit.AllowAsync(NewUserName("anna"));
        await visit.ExpectPageAsync("Welcome!");
    }

    [Test]
    public async Task T05_Two_tabs_that_begin_a_login_each_finish_it_in_either_order([Values] bool firstFirst)
    {
        await using var visit = await BeginVisitAsync();
        var tab = await visit.OpenTabAsync();
        var name = NewUserName("anna");
        await visit.GoToProviderAsync();
        await tab.GoToProviderAsync();
        var (first, second) = firstFirst ? (visit, tab) : (tab, visit);
        await first.AllowAsync(name);
        await first.ExpectPageAsync("Welcome!");
        await second.AllowAsync(name);
        await second.ExpectPageAsync($"Hello, {name}");
    }

    [Test]
    public async Task T05_Two_tabs_that_begin_a_login_at_once_each_finish_it([Values] bool firstFirst)
    {
        await using var visit = await BeginVisitAsync();
        var tab = await visit.OpenTabAsync();
        var name = NewUserName("anna");
        await visit.OpenAsync("/");
        await tab.OpenAsync("/");
        var begun = new TaskCompletionSource();
        var count = 0;
        // Neither request is answered before both are under way, so that neither brings a cookie of the other.
        await visit.BrowserContext.RouteAsync("**/login/pretend", async route =>
        {
            if (Interlocked.Increment(ref count) == 2)
                begun.SetResult();
            await begun.Task;
            await route.ContinueAsync();
        });
        await Task.WhenAll(visit.PressAsync(OAuth2Button), tab.PressAsync(OAuth2Button));
        var (first, second) = firstFirst ? (visit, tab) : (tab, visit);
        await first.ExpectPageAsync(ProviderHeading);
        await second.ExpectPageAsync(ProviderHeading);
        await first.AllowAsync(name);
        await first.ExpectPageAsync("Welcome!");
        await second.AllowAsync(name);
        await second.ExpectPageAsync($"Hello, {name}");
    }

    [Test]
    public async Task A_posted_callback_needs_no_scripts()
    {
        await using var visit = await Visit.BeginAsync(await SiteAsync(), hasScripts: false);
        await visit.GoToProviderAsync(FormPostButton);
        await visit.AllowAsync(NewUserName("anna"));
        await visit.PressAsync("Go on");
        await visit.PressAsync("Log in with pretendpost");
        await visit.ExpectPageAsync("Welcome!");
    }

    [Test]
    public async Task A_login_form_loaded_before_a_login_in_another_tab_still_reaches_the_provider()
    {
        await using var visit = await BeginVisitAsync();
        var tab = await visit.OpenTabAsync();
        await tab.OpenAsync("/");
        await visit.LogInAsync(NewUserName("anna"));
        await tab.PressAsync(OAuth2Button);
        await tab.PressAsync("Log in with pretend");
        await tab.ExpectPageAsync(ProviderHeading);
    }

    [Test]
    public async Task A_form_in_another_tab_still_works_after_a_trip_to_the_provider()
    {
        await using var visit = await BeginVisitAsync();
        await visit.LogInAsync(NewUserName("anna"));
        var tab = await visit.OpenTabAsync();
        var name = NewUserName("anna");
        await tab.OpenAsync("/");
        await visit.OpenAsync("/");
        await visit.PressAsync("Link Pretend, OAuth 1");
        await visit.AllowAsync(name);
        await visit.Page.GetByText(name).WaitForAsync();
        await tab.PressAsync("Sign out");
        await tab.ExpectPageAsync("Hello, stranger");
    }

    [Test]
    public async Task A_login_ends_at_the_page_that_needed_the_login()
    {
        await using var visit = await BeginVisitAsync();
        await visit.OpenAsync("/profile?tab=API&of=%C3%A4");
        await visit.ExpectPageAsync(ProviderHeading);
        await visit.AllowAsync(NewUserName("anna"));
        await visit.ExpectPageAsync("Your profile");
        Assert.That(visit.Page.Url, Does.EndWith("/profile?tab=API&of=%C3%A4"));
    }

    [Test]
    public async Task T20_A_login_that_did_not_help_is_not_begun_again_automatically()
    {
        await using var visit = await BeginVisitAsync();
        await visit.OpenAsync("/profile");
        await visit.ExpectPageAsync(ProviderHeading);
        await visit.OpenAsync("/profile");
        await visit.PressAsync("Log in with pretend");
        await visit.ExpectPageAsync(ProviderHeading);
    }

    [TestCase(OAuth2Button, "state_wrong_browser")]
    [TestCase(OAuth1Button, "request_token_wrong_browser")]
    [TestCase(FormPostButton, "state_wrong_browser")]
    public async Task T03_A_browser_that_lost_its_cookie_sees_an_error_and_no_redirect_loop(string button, string code)
    {
        await using var visit = await BeginVisitAsync();
        await visit.GoToProviderAsync(button);
        await visit.BrowserContext.ClearCookiesAsync();
        await visit.AllowAsync(NewUserName("anna"));
        await visit.ExpectPageAsync("That did not work");
        await visit.ExpectTextAsync(code);
        await visit.AssertLoggedOutAsync();
    }
}
