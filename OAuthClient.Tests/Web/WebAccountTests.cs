using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Web;

/// <summary>Users of the sample application, their linked accounts, and the separation of the users' data.</summary>
public class WebAccountTests(SampleDeployment kind) : SiteTests(kind)
{
    [Test]
    public async Task D11_Data_of_one_user_is_never_shown_to_another()
    {
        await using var anna = await BeginVisitAsync("anna");
        await using var ben = await BeginVisitAsync("ben");
        var annas = NewUserName("anna");
        var bens = NewUserName("ben");
        await Task.WhenAll(anna.LogInAsync(annas), ben.LogInAsync(bens));
        // The two users send different numbers of requests, so that neither user stays on one machine.
        foreach (var times in new[] { 1, 2, 3 })
        {
            for (var time = 0; time < times; time++)
            {
                await Task.WhenAll(
                    anna.OpenAsync("/profile"), times % 2 == 0 ? Task.CompletedTask : ben.OpenAsync("/profile"));
                Assert.That(await anna.ReadTextAsync(), Does.Contain(annas).And.Not.Contain(bens));
            }
            await ben.OpenAsync("/profile");
            Assert.That(await ben.ReadTextAsync(), Does.Contain(bens).And.Not.Contain(annas));
        }
    }

    [Test]
    public async Task The_next_user_of_a_browser_sees_no_data_of_the_previous_user()
    {
        await using var visit = await BeginVisitAsync();
        var annas = NewUserName("anna");
        var bens = NewUserName("ben");
        await visit.LogInAsync(annas);
        await visit.OpenAsync("/");
        await visit.PressAsync("Sign out");
        await visit.ExpectPageAsync("Hello, stranger");
        await visit.LogInAsync(bens);
        await visit.OpenAsync("/profile");
        Assert.That(await visit.ReadTextAsync(), Does.Contain(bens).And.Not.Contain(annas));
    }

    [TestCase("OAuth 1")]
    [TestCase("posting back")]
    public async Task An_account_is_linked_listed_unlinked_and_revoked_at_the_provider(string other)
    {
        await using var visit = await BeginVisitAsync();
        var site = await SiteAsync();
        var name = NewUserName("anna");
        await visit.LogInAsync(name);
        await LinkAsync(visit, other, name);
        await visit.ExpectPageAsync($"Hello, {name}");
        Assert.That(await visit.Page.Locator(".accounts li").CountAsync(), Is.EqualTo(2));
        var revoked = site.Provider.CountCalls(PretendEndpoint.Revocation);
        await visit.Page.Locator(".accounts li")
            .Filter(new() { HasNotText = other }).GetByRole(AriaRole.Button).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Link Pretend", Exact = true }).WaitForAsync();
        Assert.That(await visit.Page.Locator(".accounts li").CountAsync(), Is.EqualTo(1));
        Assert.That(
            site.Provider.CountCalls(PretendEndpoint.Revocation),
            Is.EqualTo(revoked + 2),
            "the refresh token and the access token");
    }

    // A login that ends while its account is unlinked leaves such a token.
    [Test]
    public async Task A_token_whose_account_is_not_linked_is_not_used_and_is_revoked()
    {
        await using var visit = await BeginVisitAsync();
        var site = await SiteAsync();
        var name = NewUserName("anna");
        await visit.LogInAsync(name);
        await using (var database = new SqliteConnection($"Data Source={site.Database}"))
        {
            await database.OpenAsync();
            await using var unlink = database.CreateCommand();
            unlink.CommandText = "DELETE FROM Links WHERE Login = $login";
            unlink.Parameters.AddWithValue("$login", name);
            Assert.That(await unlink.ExecuteNonQueryAsync(), Is.EqualTo(1));
        }
        var revoked = site.Provider.CountCalls(PretendEndpoint.Revocation);
        await visit.OpenAsync("/profile");
        await visit.ExpectPageAsync($"Hello, {name}");
        Assert.That(site.Provider.CountCalls(PretendEndpoint.Revocation), Is.GreaterThan(revoked));
    }

    [TestCase(OAuth1Button, "OAuth 1")]
    [TestCase(FormPostButton, "posting back")]
    public async Task An_account_of_another_user_is_not_linked(string button, string other)
    {
        await using var anna = await BeginVisitAsync("anna");
        await using var ben = await BeginVisitAsync("ben");
        var annas = NewUserName("anna");
        var bens = NewUserName("ben");
        await anna.LogInAsync(annas, button);
        await ben.LogInAsync(bens);
        await LinkAsync(ben, other, annas);
        await ben.ExpectPageAsync("That account is taken");
        await ben.OpenAsync("/");
        await ben.ExpectPageAsync($"Hello, {bens}");
        Assert.That(await ben.Page.Locator(".accounts").InnerTextAsync(), Does.Not.Contain(annas));
    }

    [TestCase("OAuth 1")]
    [TestCase("posting back")]
    public async Task T22_An_account_is_not_linked_when_another_user_finishes_the_login(string other)
    {
        await using var visit = await BeginVisitAsync();
        var tab = await visit.OpenTabAsync();
        var bens = NewUserName("ben");
        await visit.LogInAsync(NewUserName("anna"));
        await visit.OpenAsync("/");
        await visit.PressAsync($"Link Pretend, {other}");
        await visit.ExpectPageAsync(ProviderHeading);
        // The application's cookie only: the keys of the browser's logins stay.
        await visit.BrowserContext.ClearCookiesAsync(new() { Name = "sample" });
        await tab.LogInAsync(bens);
        await visit.AllowAsync(bens);
        await visit.ExpectPageAsync("That did not work");
        await visit.ExpectTextAsync(OAuthErrorCode.UserChanged);
        await visit.OpenAsync("/");
        await visit.ExpectPageAsync($"Hello, {bens}");
        Assert.That(await visit.Page.Locator(".accounts li").CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_last_account_of_a_user_cannot_be_unlinked()
    {
        await using var visit = await BeginVisitAsync();
        var name = NewUserName("anna");
        await visit.LogInAsync(name);
        await visit.OpenAsync("/");
        await visit.PressAsync("Unlink");
        await visit.ExpectPageAsync("That is your only account");
        await visit.OpenAsync("/profile");
        await visit.ExpectTextAsync(name);
    }

    [Test]
    public async Task A_second_account_at_the_same_provider_is_refused_and_the_first_is_kept()
    {
        await using var visit = await BeginVisitAsync();
        var name = NewUserName("anna");
        await visit.LogInAsync(name);
        await visit.OpenAsync("/login/pretend");
        await visit.AllowAsync(NewUserName("other"));
        await visit.ExpectPageAsync("One is enough");
        await visit.OpenAsync("/profile");
        await visit.ExpectTextAsync(name);
    }

    [Test]
    public async Task Two_browsers_that_bring_the_same_new_account_at_once_become_one_user()
    {
        await using var one = await BeginVisitAsync("one");
        await using var other = await BeginVisitAsync("other");
        var name = NewUserName("anna");
        await Task.WhenAll(one.GoToProviderAsync(), other.GoToProviderAsync());
        await Task.WhenAll(one.AllowAsync(name), other.AllowAsync(name));
        foreach (var visit in new[] { one, other })
        {
            await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })
                .Filter(new() { HasNotText = ProviderHeading }).WaitForAsync();
            await visit.OpenAsync("/");
            await visit.ExpectPageAsync($"Hello, {name}");
        }
    }

    [Test]
    public async Task Reloading_the_callback_after_signing_out_does_not_log_in_again()
    {
        await using var visit = await BeginVisitAsync();
        var callback = "";
        visit.Page.Request += (_, request) =>
            callback = request.Url.Contains("/finish?", StringComparison.Ordinal) ? request.Url : callback;
        await visit.LogInAsync(NewUserName("anna"));
        await visit.OpenAsync("/");
        await visit.PressAsync("Sign out");
        await visit.ExpectPageAsync("Hello, stranger");
        await visit.Page.GotoAsync(callback);
        await visit.ExpectPageAsync("That did not work");
        await visit.OpenAsync("/profile");
        await visit.ExpectPageAsync(ProviderHeading);
    }

    [Test]
    public async Task T19_A_user_name_with_HTML_is_shown_as_text()
    {
        await using var visit = await BeginVisitAsync();
        var name = $"<b title='{NewUserName("x")}'>&amp;";
        await visit.LogInAsync(name);
        await visit.OpenAsync("/");
        await visit.ExpectPageAsync($"Hello, {name}");
    }

    private static async Task LinkAsync(Visit visit, string provider, string account)
    {
        await visit.OpenAsync("/");
        await visit.PressAsync($"Link Pretend, {provider}");
        await visit.AllowAsync(account);
    }
}
