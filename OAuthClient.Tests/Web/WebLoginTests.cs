using Microsoft.Playwright;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Web;

/// <summary>A user logs in, or does not.</summary>
public class WebLoginTests(SiteKind kind) : SiteTests(kind)
{
    [TestCase(ToOAuth2)]
    [TestCase(ToOAuth1)]
    [TestCase(ToPosting)]
    public async Task A_user_logs_in_and_is_welcomed_the_first_time(string button)
    {
        await using var visit = await VisitAsync();
        var name = NewName("anna");
        await visit.LogInAsync(name, button);
        await visit.GoAsync("/");
        await visit.ExpectAsync($"Hello, {name}");
        await visit.PressAsync("Sign out");
        await visit.ToProviderAsync(button);
        await visit.AllowAsync(name);
        await visit.ExpectAsync($"Hello, {name}");
    }

    [TestCase(ToOAuth2)]
    [TestCase(ToOAuth1)]
    [TestCase(ToPosting)]
    public async Task A_user_who_says_no_sees_a_friendly_page_and_is_not_logged_in(string button)
    {
        await using var visit = await VisitAsync();
        await visit.ToProviderAsync(button);
        await visit.PressAsync("Deny");
        await visit.ExpectAsync("That did not work");
        await visit.ExpectTextAsync("You did not allow the login");
        await visit.AssertLoggedOutAsync();
    }

    [Test]
    public async Task A_user_who_refuses_a_scope_that_is_needed_is_told_so_and_nothing_is_kept()
    {
        await using var visit = await VisitAsync();
        await visit.ToProviderAsync();
        await visit.Page.GetByLabel("not: write").CheckAsync();
        await visit.AllowAsync(NewName("anna"));
        await visit.ExpectAsync("We need a little more");
        await visit.AssertLoggedOutAsync();
    }

    [Test]
    public async Task The_back_button_leads_to_pages_that_break_nothing()
    {
        await using var visit = await VisitAsync();
        var name = NewName("anna");
        await visit.LogInAsync(name);
        await visit.Page.GoBackAsync();
        await visit.ExpectAsync(AtProvider);
        await visit.Page.GoBackAsync();
        // Loaded anew, for it was kept nowhere.
        await visit.ExpectAsync($"Hello, {name}");
        await visit.Page.GoForwardAsync();
        await visit.AllowAsync(name);
        await visit.ExpectAsync("This page has been used");
        await visit.GoAsync("/profile");
        await visit.ExpectTextAsync(name);
    }

    [Test]
    public async Task A_callback_that_is_loaded_again_ends_where_it_ended_and_asks_the_provider_nothing()
    {
        await using var visit = await VisitAsync();
        var (site, callback) = (await SiteAsync(), "");
        visit.Page.Request += (_, request) => callback = request.Url.Contains("/finish?", StringComparison.Ordinal) ? request.Url : callback;
        await visit.LogInAsync(NewName("anna"));
        var asked = site.Provider.Calls(PretendEndpoint.Token);
        await visit.GoAsync("/");
        await visit.Page.GotoAsync(callback);
        await visit.ExpectAsync("Welcome!");
        Assert.That(site.Provider.Calls(PretendEndpoint.Token), Is.EqualTo(asked));
    }

    [Test]
    public async Task A_double_click_begins_two_logins_and_one_of_them_is_finished()
    {
        await using var visit = await VisitAsync();
        var begun = 0;
        visit.Page.Request += (_, request) => begun += request.Method == "POST" && request.Url.EndsWith("/login/pretend", StringComparison.Ordinal) ? 1 : 0;
        // The second click comes while the first is under way.
        await visit.Page.RouteAsync("**/login/pretend", async route =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            await route.ContinueAsync();
        });
        await visit.GoAsync("/");
        var button = await visit.Page.GetByRole(AriaRole.Button, new() { Name = ToOAuth2, Exact = true }).BoundingBoxAsync();
        await visit.Page.Mouse.ClickAsync(button!.X + 9, button.Y + 9);
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        await visit.Page.Mouse.ClickAsync(button.X + 9, button.Y + 9);
        await visit.ExpectAsync(AtProvider);
        Assert.That(begun, Is.EqualTo(2));
        await visit.AllowAsync(NewName("anna"));
        await visit.ExpectAsync("Welcome!");
    }

    [Test]
    public async Task T05_Two_tabs_that_begin_a_login_each_finish_it_in_either_order([Values] bool firstFirst)
    {
        await using var visit = await VisitAsync();
        var (tab, name) = (await visit.TabAsync(), NewName("anna"));
        await visit.ToProviderAsync();
        await tab.ToProviderAsync();
        var (first, second) = firstFirst ? (visit, tab) : (tab, visit);
        await first.AllowAsync(name);
        await first.ExpectAsync("Welcome!");
        await second.AllowAsync(name);
        await second.ExpectAsync($"Hello, {name}");
    }

    [Test]
    public async Task A_form_that_was_loaded_before_the_login_in_another_tab_still_leads_somewhere()
    {
        await using var visit = await VisitAsync();
        var tab = await visit.TabAsync();
        await tab.GoAsync("/");
        await visit.LogInAsync(NewName("anna"));
        await tab.PressAsync(ToOAuth2);
        await tab.PressAsync("Log in with pretend");
        await tab.ExpectAsync(AtProvider);
    }

    [Test]
    public async Task A_form_in_another_tab_outlives_a_trip_to_the_provider()
    {
        await using var visit = await VisitAsync();
        await visit.LogInAsync(NewName("anna"));
        var (tab, name) = (await visit.TabAsync(), NewName("anna"));
        await tab.GoAsync("/");
        await visit.GoAsync("/");
        await visit.PressAsync("Link Pretend, OAuth 1");
        await visit.AllowAsync(name);
        await visit.Page.GetByText(name).WaitForAsync();
        await tab.PressAsync("Sign out");
        await tab.ExpectAsync("Hello, stranger");
    }

    [Test]
    public async Task A_login_ends_where_the_user_wanted_to_be()
    {
        await using var visit = await VisitAsync();
        await visit.GoAsync("/profile?tab=API&of=%C3%A4");
        await visit.ExpectAsync(AtProvider);
        await visit.AllowAsync(NewName("anna"));
        await visit.ExpectAsync("Your profile");
        Assert.That(visit.Page.Url, Does.EndWith("/profile?tab=API&of=%C3%A4"));
    }

    [Test]
    public async Task T20_A_login_that_brings_nobody_further_is_not_begun_again_by_itself()
    {
        await using var visit = await VisitAsync();
        await visit.GoAsync("/profile");
        await visit.ExpectAsync(AtProvider);
        await visit.GoAsync("/profile");
        await visit.PressAsync("Log in with pretend");
        await visit.ExpectAsync(AtProvider);
    }

    [TestCase(ToOAuth2, "state_wrong_browser")]
    [TestCase(ToOAuth1, "request_token_wrong_browser")]
    [TestCase(ToPosting, "state_wrong_browser")]
    public async Task T03_A_browser_that_lost_its_cookie_is_told_so_and_goes_round_in_no_circle(string button, string code)
    {
        await using var visit = await VisitAsync();
        await visit.ToProviderAsync(button);
        await visit.Browser.ClearCookiesAsync();
        await visit.AllowAsync(NewName("anna"));
        await visit.ExpectAsync("That did not work");
        await visit.ExpectTextAsync(code);
        await visit.AssertLoggedOutAsync();
    }
}
