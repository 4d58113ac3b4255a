using OAuthClient.Testing;

namespace OAuthClient.Tests.Web;

/// <summary>People log in to the sample, in a real browser: on one machine, and on a farm without sticky sessions.</summary>
[TestFixture(SiteKind.OneMachine)]
[TestFixture(SiteKind.Farm)]
[NonParallelizable]
public class WebLoginTests(SiteKind kind)
{
    private static int _people;

    private static string NewName(string name) => $"{name}{Interlocked.Increment(ref _people)}{Guid.CreateVersion7().ToString("n")[^4..]}";

    private Task<SampleSite> SiteAsync() => SampleSite.GetAsync(kind);

    private async Task<Visit> VisitAsync(string who = "") => await Visit.BeginAsync(await SiteAsync(), who);

    [TestCase("Log in with Pretend")]
    [TestCase("Log in with Pretend, OAuth 1")]
    [TestCase("Log in with Pretend, posting back")]
    public async Task A_user_logs_in_and_is_welcomed_the_first_time(string button)
    {
        await using var visit = await VisitAsync();
        var name = NewName("anna");
        await visit.ToProviderAsync(button);
        await visit.AllowAsync(name);
        await visit.ExpectAsync("Welcome!");
        await visit.GoAsync("/");
        await visit.ExpectAsync($"Hello, {name}");
        await visit.PressAsync("Sign out");
        await visit.ToProviderAsync(button);
        await visit.AllowAsync(name);
        await visit.ExpectAsync($"Hello, {name}");
    }

    [TestCase("Log in with Pretend")]
    [TestCase("Log in with Pretend, OAuth 1")]
    [TestCase("Log in with Pretend, posting back")]
    public async Task A_user_who_says_no_sees_a_friendly_page_and_is_not_logged_in(string button)
    {
        await using var visit = await VisitAsync();
        await visit.ToProviderAsync(button);
        await visit.PressAsync("Deny");
        await visit.ExpectAsync("That did not work");
        Assert.That(await visit.TextAsync(), Does.Contain("You did not allow the login"));
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
    public async Task The_back_button_after_a_login_breaks_nothing()
    {
        await using var visit = await VisitAsync();
        var name = NewName("anna");
        await visit.LogInAsync(name);
        await visit.ExpectAsync("Welcome!");
        await visit.Page.GoBackAsync();
        await visit.Page.GoBackAsync();
        await visit.GoAsync("/");
        await visit.ExpectAsync($"Hello, {name}");
    }

    [Test]
    public async Task A_callback_that_is_loaded_again_ends_where_it_ended_and_asks_the_provider_nothing()
    {
        await using var visit = await VisitAsync();
        var (site, callback) = (await SiteAsync(), "");
        visit.Page.Request += (_, request) => callback = request.Url.Contains("/finish?", StringComparison.Ordinal) ? request.Url : callback;
        await visit.LogInAsync(NewName("anna"));
        await visit.ExpectAsync("Welcome!");
        var asked = site.Provider.Calls(PretendEndpoint.Token);
        await visit.GoAsync("/");
        await visit.Page.GotoAsync(callback);
        await visit.ExpectAsync("Welcome!");
        Assert.That(site.Provider.Calls(PretendEndpoint.Token), Is.EqualTo(asked));
    }

    [Test]
    public async Task A_double_click_on_the_button_logs_in_all_the_same()
    {
        await using var visit = await VisitAsync();
        await visit.GoAsync("/");
        await visit.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Log in with Pretend", Exact = true }).DblClickAsync();
        await visit.ExpectAsync("Log in to the pretend provider");
        await visit.AllowAsync(NewName("anna"));
        await visit.ExpectAsync("Welcome!");
    }

    [Test]
    public async Task Two_tabs_that_begin_a_login_each_finish_it_in_either_order([Values] bool firstFirst)
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
        var (tab, name) = (await visit.TabAsync(), NewName("anna"));
        await tab.GoAsync("/");
        await visit.LogInAsync(name);
        await visit.ExpectAsync("Welcome!");
        await tab.PressAsync("Log in with Pretend");
        await tab.PressAsync("Log in with pretend");
        await tab.ExpectAsync("Log in to the pretend provider");
    }

    [Test]
    public async Task What_belongs_to_one_user_is_never_shown_to_another()
    {
        await using var anna = await VisitAsync("anna");
        await using var ben = await VisitAsync("ben");
        var (annas, bens) = (NewName("anna"), NewName("ben"));
        await Task.WhenAll(anna.LogInAsync(annas), ben.LogInAsync(bens));
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await Task.WhenAll(anna.GoAsync("/profile"), ben.GoAsync("/profile"));
            Assert.That(await anna.TextAsync(), Does.Contain(annas).And.Not.Contain(bens));
            Assert.That(await ben.TextAsync(), Does.Contain(bens).And.Not.Contain(annas));
        }
    }

    [Test]
    public async Task The_next_user_of_a_browser_sees_nothing_of_the_one_before()
    {
        await using var visit = await VisitAsync();
        var (annas, bens) = (NewName("anna"), NewName("ben"));
        await visit.LogInAsync(annas);
        await visit.GoAsync("/");
        await visit.PressAsync("Sign out");
        await visit.ExpectAsync("Hello, stranger");
        await visit.LogInAsync(bens);
        await visit.GoAsync("/profile");
        Assert.That(await visit.TextAsync(), Does.Contain(bens).And.Not.Contain(annas));
    }

    [Test]
    public async Task A_login_ends_where_the_user_wanted_to_be()
    {
        await using var visit = await VisitAsync();
        await visit.GoAsync("/profile?tab=API&of=%C3%A4");
        await visit.ExpectAsync("Log in to the pretend provider");
        await visit.AllowAsync(NewName("anna"));
        await visit.ExpectAsync("Your profile");
        Assert.That(visit.Page.Url, Does.EndWith("/profile?tab=API&of=%C3%A4"));
    }

    [Test]
    public async Task T20_A_login_that_brings_nobody_further_is_not_begun_again_by_itself()
    {
        await using var visit = await VisitAsync();
        await visit.GoAsync("/profile");
        await visit.ExpectAsync("Log in to the pretend provider");
        await visit.GoAsync("/profile");
        await visit.PressAsync("Log in with pretend");
        await visit.ExpectAsync("Log in to the pretend provider");
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example")]
    [TestCase("/\\evil.example")]
    public async Task T15_A_place_to_return_to_on_another_site_is_refused(string place)
    {
        await using var visit = await VisitAsync();
        await visit.GoAsync($"/login/pretend?returnUrl={Uri.EscapeDataString(place)}");
        await visit.ExpectAsync("That did not work");
        Assert.That(await visit.TextAsync(), Does.Contain(OAuthErrorCode.ReturnUrlRefused));
    }

    [TestCase("""<a href="{0}/login/pretend">nice</a>""")]
    [TestCase("""<form method="post" action="{0}/login/pretend"><button>nice</button></form>""")]
    [TestCase("""<a href="{0}/profile">nice</a>""")]
    public async Task T04_What_another_site_links_to_is_not_begun_without_a_press_of_the_button(string html)
    {
        await using var visit = await VisitAsync();
        var site = await SiteAsync();
        var asked = site.Provider.Calls(PretendEndpoint.Authorization);
        await OnAnotherSiteAsync(visit, site, html);
        await visit.Page.GetByText("nice").ClickAsync();
        await visit.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Log in with pretend" }).WaitForAsync();
        Assert.That(site.Provider.Calls(PretendEndpoint.Authorization), Is.EqualTo(asked));
        await visit.PressAsync("Log in with pretend");
        await visit.ExpectAsync("Log in to the pretend provider");
    }

    [Test]
    public async Task T04_An_image_on_another_site_begins_nothing()
    {
        await using var visit = await VisitAsync();
        var site = await SiteAsync();
        var asked = site.Provider.Calls(PretendEndpoint.Authorization);
        var loaded = visit.Page.WaitForRequestAsync($"{site.Url}/login/pretend");
        await OnAnotherSiteAsync(visit, site, """<img src="{0}/login/pretend">""");
        await loaded;
        await visit.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
        Assert.That(site.Provider.Calls(PretendEndpoint.Authorization), Is.EqualTo(asked));
    }

    [TestCase("Log in with Pretend")]
    [TestCase("Log in with Pretend, posting back")]
    public async Task T03_A_browser_that_lost_its_cookie_is_told_so_and_goes_round_in_no_circle(string button)
    {
        await using var visit = await VisitAsync();
        await visit.ToProviderAsync(button);
        await visit.Browser.ClearCookiesAsync();
        await visit.AllowAsync(NewName("anna"));
        await visit.ExpectAsync("That did not work");
        Assert.That(await visit.TextAsync(), Does.Contain("state_wrong_browser"));
        await visit.AssertLoggedOutAsync();
    }

    [Test]
    public async Task T03_A_callback_in_another_browser_logs_nobody_in()
    {
        await using var anna = await VisitAsync("anna");
        await using var ben = await VisitAsync("ben");
        await anna.ToProviderAsync();
        var leaked = new TaskCompletionSource<string>();
        await anna.Page.RouteAsync("**/consent", async route =>
        {
            leaked.SetResult((await route.FetchAsync(new() { MaxRedirects = 0 })).Headers["location"]);
            await route.AbortAsync();
        });
        await anna.AllowAsync(NewName("anna"));
        var callback = await leaked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await ben.Page.GotoAsync(callback);
        await ben.ExpectAsync("That did not work");
        await ben.AssertLoggedOutAsync();
        await anna.Page.UnrouteAllAsync();
        await anna.Page.GotoAsync(callback);
        await anna.ExpectAsync("Welcome!");
    }

    [Test]
    public async Task An_account_is_linked_listed_and_unlinked_and_the_provider_told()
    {
        await using var visit = await VisitAsync();
        var (site, name) = (await SiteAsync(), NewName("anna"));
        await visit.LogInAsync(name);
        await visit.GoAsync("/");
        await visit.PressAsync("Link Pretend, OAuth 1");
        await visit.AllowAsync(name);
        await visit.ExpectAsync($"Hello, {name}");
        Assert.That(await visit.Page.Locator(".accounts li").CountAsync(), Is.EqualTo(2));
        var revoked = site.Provider.Calls(PretendEndpoint.Revocation);
        await visit.Page.Locator(".accounts li", new() { HasText = "Pretend" }).First.GetByRole(Microsoft.Playwright.AriaRole.Button).ClickAsync();
        await visit.ExpectAsync($"Hello, {name}");
        Assert.That(await visit.Page.Locator(".accounts li").CountAsync(), Is.EqualTo(1));
        Assert.That(site.Provider.Calls(PretendEndpoint.Revocation), Is.EqualTo(revoked + 2), "the refresh token and the access token");
    }

    [Test]
    public async Task Whoever_signs_out_is_a_stranger_again()
    {
        await using var visit = await VisitAsync();
        await visit.LogInAsync(NewName("anna"));
        await visit.GoAsync("/");
        await visit.PressAsync("Sign out");
        await visit.ExpectAsync("Hello, stranger");
        await visit.GoAsync("/profile");
        await visit.ExpectAsync("Log in to the pretend provider");
    }

    // A page at 127.0.0.1, which is another site than localhost.
    private static async Task OnAnotherSiteAsync(Visit visit, SampleSite site, string html)
    {
        var page = $"{site.Provider.BaseUrl}/elsewhere";
        await visit.Page.RouteAsync(page, route => route.FulfillAsync(new() { ContentType = "text/html", Body = html.Replace("{0}", site.Url, StringComparison.Ordinal) }));
        await visit.Page.GotoAsync(page);
    }
}
