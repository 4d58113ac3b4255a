using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

/// <summary>Logins at a provider that does not return the state. The redirect URI carries the state instead.</summary>
public class StateInRedirectUriTests
{
    [TestCase("https://app.example/callback")]
    [TestCase("https://app.example/callback?tenant=a+b%20c")]
    [TestCase("https://app.example/call=back/%7e~?x=")]
    public async Task The_redirect_URI_is_identical_in_both_requests_and_finds_the_login(string configured)
    {
        foreach (var pushed in new[] { PushedAuthorization.Off, PushedAuthorization.Required })
        {
            var (setup, dance) = CreateSetup(configured, pushed);
            var login = await dance.BeginAsync("42");
            var callback = await setup.Browser.AllowAsync(login.AuthorizationUrl!);
            Assert.That((await dance.FinishAsync(callback, login.BrowserKey)).IsStored, Is.True);
            var sent = setup.Provider.Requests.Select(request => request["redirect_uri"]).OfType<string>().ToArray();
            var state = setup.Recorder.SavedDances.Single().Id;
            var separator = configured.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            Assert.That(sent, Is.EqualTo(Enumerable.Repeat($"{configured}{separator}state={state}", 2)));
            Assert.That(
                setup.Provider.Requests.Select(request => request["state"]),
                Is.All.Null,
                "no parameter carries the state");
        }
    }

    [Test]
    public async Task A_state_in_the_redirect_URI_is_bound_to_the_browser()
    {
        var (setup, dance) = CreateSetup(DanceSetup.RedirectUri, PushedAuthorization.Off);
        var login = await dance.BeginAsync("42");
        var callback = (await setup.Browser.AllowAsync(login.AuthorizationUrl!)).Url.OriginalString;
        await setup.AssertRefusedAsync(
            () => dance.FinishAsync(callback, "another browser's"), OAuthErrorCode.StateWrongBrowser, callback);
        await setup.AssertRefusedAsync(
            () => dance.FinishAsync(Callbacks.Without(callback, "state"), login.BrowserKey),
            OAuthErrorCode.StateMissing);
    }

    [Test]
    public async Task A_missing_state_is_refused_without_the_quirk_StateInRedirectUri()
    {
        var setup = new DanceSetup();
        setup.Provider.Misbehave = Misbehavior.NoState;
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.AssertRefusedAsync(callback, OAuthErrorCode.StateMissing);
    }

    private static (DanceSetup Setup, OAuthDance Dance) CreateSetup(string redirectUri, PushedAuthorization pushed)
    {
        var setup = new DanceSetup();
        setup.Provider.Misbehave = Misbehavior.NoState;
        var provider = setup.Provider.OAuth2 with
        {
            PushedAuthorization = pushed,
            Quirks = new() { StateInRedirectUri = true },
        };
        return (setup, new(provider, redirectUri, setup.Options));
    }
}
