using Microsoft.Playwright;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Web;

/// <summary>Whose is what: users, their accounts, and who sees them.</summary>
public class WebAccountTests(SiteKind kind) : SiteTests(kind)
{
    [Test]
    public async Task D11_What_belongs_to_one_user_is_never_shown_to_another()
    {
        await using var anna = await VisitAsync("anna");
        await using var ben = await VisitAsync("ben");
        var (annas, bens) = (NewName("anna"), NewName("ben"));
        await Task.WhenAll(anna.LogInAsync(annas), ben.LogInAsync(bens));
        // Some once, some more often: nobody stays on one machine.
        foreach (var times in new[] { 1, 2, 3 })
        {
            for (var time = 0; time < times; time++)
            {
                await Task.WhenAll(anna.GoAsync("/profile"), times % 2 == 0 ? Task.CompletedTask : ben.GoAsync("/profile"));
                Assert.That(await anna.TextAsync(), Does.Contain(annas).And.Not.Contain(bens));
            }
            await ben.GoAsync("/profile");
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

    [TestCase("OAuth 1")]
    [TestCase("posting back")]
    public async Task An_account_is_linked_listed_and_unlinked_and_the_provider_told(string other)
    {
        await using var visit = await VisitAsync();
        var (site, name) = (await SiteAsync(), NewName("anna"));
        await visit.LogInAsync(name);
        await LinkAsync(visit, other, name);
        await visit.ExpectAsync($"Hello, {name}");
        Assert.That(await visit.Page.Locator(".accounts li").CountAsync(), Is.EqualTo(2));
        var revoked = site.Provider.Calls(PretendEndpoint.Revocation);
        await visit.Page.Locator(".accounts li").Filter(new() { HasNotText = other }).GetByRole(AriaRole.Button).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Link Pretend", Exact = true }).WaitForAsync();
        Assert.That(await visit.Page.Locator(".accounts li").CountAsync(), Is.EqualTo(1));
        Assert.That(site.Provider.Calls(PretendEndpoint.Revocation), Is.EqualTo(revoked + 2), "the refresh token and the access token");
    }

    [TestCase(ToOAuth1, "OAuth 1")]
    [TestCase(ToPosting, "posting back")]
    public async Task An_account_that_is_somebody_elses_is_not_linked(string button, string other)
    {
        await using var anna = await VisitAsync("anna");
        await using var ben = await VisitAsync("ben");
        var (annas, bens) = (NewName("anna"), NewName("ben"));
        await anna.LogInAsync(annas, button);
        await ben.LogInAsync(bens);
        await LinkAsync(ben, other, annas);
        await ben.ExpectAsync("That account is taken");
        await ben.GoAsync("/");
        await ben.ExpectAsync($"Hello, {bens}");
        Assert.That(await ben.Page.Locator(".accounts").InnerTextAsync(), Does.Not.Contain(annas));
    }

    [Test]
    public async Task The_last_account_is_not_unlinked_for_its_user_could_not_come_back()
    {
        await using var visit = await VisitAsync();
        var name = NewName("anna");
        await visit.LogInAsync(name);
        await visit.GoAsync("/");
        await visit.PressAsync("Unlink");
        await visit.ExpectAsync("That is your only account");
        await visit.GoAsync("/profile");
        await visit.ExpectTextAsync(name);
    }

    [Test]
    public async Task A_second_account_at_the_same_provider_is_refused_and_the_first_is_kept()
    {
        await using var visit = await VisitAsync();
        var name = NewName("anna");
        await visit.LogInAsync(name);
        await visit.GoAsync("/login/pretend");
        await visit.AllowAsync(NewName("other"));
        await visit.ExpectAsync("One is enough");
        await visit.GoAsync("/profile");
        await visit.ExpectTextAsync(name);
    }

    [Test]
    public async Task Two_browsers_that_bring_the_same_new_account_at_once_are_one_user()
    {
        await using var one = await VisitAsync("one");
        await using var other = await VisitAsync("other");
        var name = NewName("anna");
        await Task.WhenAll(one.ToProviderAsync(), other.ToProviderAsync());
        await Task.WhenAll(one.AllowAsync(name), other.AllowAsync(name));
        foreach (var visit in new[] { one, other })
        {
            await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).Filter(new() { HasNotText = AtProvider }).WaitForAsync();
            await visit.GoAsync("/");
            await visit.ExpectAsync($"Hello, {name}");
        }
    }

    [Test]
    public async Task Whoever_signs_out_is_a_stranger_again_though_the_callback_be_loaded_once_more()
    {
        await using var visit = await VisitAsync();
        var callback = "";
        visit.Page.Request += (_, request) => callback = request.Url.Contains("/finish?", StringComparison.Ordinal) ? request.Url : callback;
        await visit.LogInAsync(NewName("anna"));
        await visit.GoAsync("/");
        await visit.PressAsync("Sign out");
        await visit.ExpectAsync("Hello, stranger");
        await visit.Page.GotoAsync(callback);
        await visit.ExpectAsync("That did not work");
        await visit.GoAsync("/profile");
        await visit.ExpectAsync(AtProvider);
    }

    [Test]
    public async Task T19_A_name_that_is_HTML_is_shown_as_it_is()
    {
        await using var visit = await VisitAsync();
        var name = $"<b title='{NewName("x")}'>&amp;";
        await visit.LogInAsync(name);
        await visit.GoAsync("/");
        await visit.ExpectAsync($"Hello, {name}");
    }

    private static async Task LinkAsync(Visit visit, string provider, string account)
    {
        await visit.GoAsync("/");
        await visit.PressAsync($"Link Pretend, {provider}");
        await visit.AllowAsync(account);
    }
}
