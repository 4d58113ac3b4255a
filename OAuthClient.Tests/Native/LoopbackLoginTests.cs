using System.Net;
using OAuthClient.Native;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Native;

/// <summary>Logins whose callback a browser brings to the listener.</summary>
public class LoopbackLoginTests
{
    [Test]
    public async Task A_login_ends_on_a_page_that_says_so_and_the_token_is_stored([Values] Protocol protocol)
    {
        await using var setup = new NativeSetup(protocol);
        var outcome = await setup.RunAsync();
        using var page = await setup.Browser.Page;
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(outcome.User, Is.EqualTo(OAuthUser.TheOnlyOne));
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain($"You are logged in to {setup.Dance.Provider.Title}"));
    }

    [Test]
    public async Task Without_a_redirect_URI_a_free_port_of_127_0_0_1_is_in_both_requests()
    {
        await using var setup = new NativeSetup();
        await setup.RunAsync();
        var (authorization, token) = setup.RedirectUris;
        Assert.That(authorization, Does.Match(@"^http://127\.0\.0\.1:\d+/callback$").And.EqualTo(token));
    }

    [Test]
    public async Task A_posted_form_ends_the_login_where_the_provider_was_asked_for_one()
    {
        await using var setup = new NativeSetup(
            provider: value => NativeSetup.WithoutDevice(value) with { ResponseMode = ResponseMode.FormPost });
        var outcome = await setup.RunAsync();
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
    }

    [Test]
    public async Task A_denial_ends_the_login_and_the_page_says_that_nothing_was_changed()
    {
        await using var setup = new NativeSetup();
        HttpResponseMessage? page = null;
        setup.Browser.Visit = async address => page = await setup.Browser.SendAsync(await FakeBrowser.DenyAsync(address));
        var outcome = await setup.RunAsync();
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Denied));
        Assert.That(await page!.Content.ReadAsStringAsync(), Does.Contain("Nothing was changed"));
    }
}
