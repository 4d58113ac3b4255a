using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Login;

/// <summary>A login may have a redirect URI of its own, such as a loopback address with a free port.</summary>
public class LoginRedirectUriTests
{
    private const string Loopback = "http://127.0.0.1:53124/callback";

    [Test]
    public async Task Both_requests_send_the_redirect_URI_of_the_login([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var callback = await setup.GetCallbackAsync("anna", begin: new() { RedirectUri = Loopback });
        Assert.That(callback.Url.OriginalString, Does.StartWith($"{Loopback}?"));
        var outcome = await setup.Dance.FinishAsync(callback.Url, setup.Browser.Cookie);
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
    }

    [Test]
    public async Task A_dance_without_a_redirect_URI_begins_a_login_that_brings_one()
    {
        var provider = new PretendProvider();
        var dance = new OAuthDance(provider.OAuth2, new OAuthDanceOptions { Http = provider.Handler });
        var login = await dance.BeginAsync("anna", new() { RedirectUri = Loopback });
        var callback = await new PretendBrowser(provider.Handler).AllowAsync(login.AuthorizationUrl!, "anna");
        var outcome = await dance.FinishAsync(callback, login.BrowserKey);
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
    }

    [Test]
    public void A_login_without_any_redirect_URI_is_wrong_use_that_says_where_to_give_one()
    {
        var dance = new OAuthDance(new PretendProvider().OAuth2);
        Assert.That(
            async () => await dance.BeginAsync("anna"),
            Throws.InvalidOperationException.With.Message.Contains("OAuthBeginOptions"));
    }

    [TestCase("http://192.168.0.7/callback")]
    [TestCase("javascript:alert(1)")]
    [TestCase("file:///etc/passwd")]
    [TestCase("/callback")]
    [TestCase("https://app.example/callback#fragment")]
    [TestCase("https://anna@app.example/callback")]
    [TestCase("oob")]
    public void A_login_refuses_a_redirect_URI_that_a_dance_refuses(string redirectUri)
    {
        var setup = new DanceSetup();
        Assert.That(
            async () => await setup.Dance.BeginAsync("anna", new() { RedirectUri = redirectUri }),
            Throws.ArgumentException.With.Message.Contains("redirect URI"));
    }

    [TestCase("http://127.0.0.1:1/callback", "http://127.0.0.1:2/callback")]
    [TestCase("http://[::1]:1/callback", "http://[::1]:2/callback")]
    [TestCase("http://localhost:1/callback", "http://localhost:2/callback")]
    [TestCase("https://app.example/other", "https://app.example/other")]
    public async Task T10_The_port_of_a_loopback_address_keeps_no_two_providers_apart(string first, string second)
    {
        var setup = new DanceSetup();
        var other = new OAuthDance(NewProvider("other"), setup.Options);
        await setup.Dance.BeginAsync("anna", new() { RedirectUri = first });
        Assert.That(
            async () => await other.BeginAsync("anna", new() { RedirectUri = second }),
            Throws.ArgumentException.With.Message.Contains("share the redirect URI"));
    }

    private static OAuth2Provider NewProvider(string name) => new()
    {
        Name = name,
        ClientId = "client",
        AuthorizationEndpoint = $"https://{name}.example/authorize",
        TokenEndpoint = $"https://{name}.example/token",
    };
}
