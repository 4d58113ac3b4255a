using OAuthClient.Native.Pages;

namespace OAuthClient.Tests.Native;

/// <summary>The page that the browser ends on: what it says, and which response is shown in its place.</summary>
public class EndPageTests
{
    private static readonly OAuthError Odd = new("x_code", "It failed.")
    {
        Hint = "Do <i>this</i>.",
        ProviderError = "<script>alert(1)</script>",
        ProviderDescription = "\"'&<",
    };

    [Test]
    public void Nothing_that_comes_from_outside_is_markup([Values] OAuthOutcomeKind kind)
    {
        var page = EndPage.Create(new(kind, OAuthResponse.Text("", 400)) { Error = Odd }, "<b>Evil</b>");
        Assert.That(page.Response.Body, Does.Not.Contain("<script").And.Not.Contain("<i>").And.Not.Contain("<b>"));
    }

    [Test]
    public void The_page_has_a_strict_policy_and_needs_no_network([Values] OAuthOutcomeKind kind)
    {
        var page = EndPage.Create(new(kind, OAuthResponse.Text("", 400)), "GitHub");
        Assert.That(page.Headers["Content-Security-Policy"], Does.StartWith("default-src 'none'; style-src 'sha256-"));
        Assert.That(page.Response.Headers["Cache-Control"], Is.EqualTo("no-store"));
        Assert.That(page.Response.Body, Does.Not.Match("(src|href|url)[=(]\"?(?!\"?data:)").And.Not.Contain("<script"));
    }

    [Test]
    public async Task A_response_that_a_receiver_chose_is_shown_instead()
    {
        await using var setup = new NativeSetup();
        setup.Dance.Signals.Authorized.Connect((_, _) => OAuthResponse.Redirect("https://docs.example/welcome"));
        await setup.RunAsync();
        using var page = await setup.Browser.Page;
        Assert.That(page.Headers.Location?.OriginalString, Is.EqualTo("https://docs.example/welcome"));
    }

    [Test]
    public async Task A_response_that_a_receiver_of_an_error_chose_is_shown_instead([Values] bool chooses)
    {
        await using var setup = new NativeSetup();
        if (chooses)
            setup.Dance.Signals.Error.Connect((_, _) => OAuthResponse.Text("Too bad.", 403));
        setup.Browser.Visit = async address => await setup.Browser.SendAsync(await FakeBrowser.DenyAsync(address));
        await setup.RunAsync();
        using var page = await setup.Browser.Page;
        var text = await page.Content.ReadAsStringAsync();
        Assert.That(text, chooses ? Is.EqualTo("Too bad.") : Does.Contain("Nothing was changed"));
    }

    [Test]
    public async Task An_address_elsewhere_that_the_login_returns_to_is_gone_to()
    {
        await using var setup = new NativeSetup(options: options => options with { ReturnOrigins = ["https://docs.example"] });
        await setup.RunAsync(options => options with { Begin = new() { ReturnUrl = "https://docs.example/done" } });
        using var page = await setup.Browser.Page;
        Assert.That(page.Headers.Location?.OriginalString, Is.EqualTo("https://docs.example/done"));
    }
}
