using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

/// <summary>Providers that give no state back: it travels inside the redirect URI.</summary>
public class StateInRedirectUriTests
{
    [TestCase("https://app.example/callback")]
    [TestCase("https://app.example/callback?tenant=a+b%20c")]
    [TestCase("https://app.example/call=back/%7e~?x=")]
    public async Task The_redirect_URI_is_the_same_to_the_letter_in_both_requests_and_finds_the_login(string configured)
    {
        foreach (var pushed in new[] { PushedAuthorization.Off, PushedAuthorization.Required })
        {
            var (stage, dance) = OnStage(configured, pushed);
            var login = await dance.BeginAsync("42");
            var callback = await stage.Browser.AllowAsync(login.AuthorizationUrl!);
            Assert.That((await dance.FinishAsync(callback, login.BrowserKey)).IsStored, Is.True);
            var sent = stage.Provider.Requests.Select(request => request["redirect_uri"]).OfType<string>().ToArray();
            var state = stage.Ledger.Saved.Single().Handle;
            Assert.That(sent, Is.EqualTo(Enumerable.Repeat($"{configured}{(configured.Contains('?', StringComparison.Ordinal) ? '&' : '?')}state={state}", 2)));
            Assert.That(stage.Provider.Requests.Select(request => request["state"]), Is.All.Null, "it is sent in no other place");
        }
    }

    [Test]
    public async Task It_is_bound_to_its_browser_all_the_same()
    {
        var (stage, dance) = OnStage(Stage.Callback, PushedAuthorization.Off);
        var login = await dance.BeginAsync("42");
        var callback = (await stage.Browser.AllowAsync(login.AuthorizationUrl!)).Url.OriginalString;
        await stage.AssertRefusedAsync(() => dance.FinishAsync(callback, "another browser's"), OAuthErrorCode.StateWrongBrowser, callback);
        await stage.AssertRefusedAsync(() => dance.FinishAsync(Callbacks.Without(callback, "state"), login.BrowserKey), OAuthErrorCode.StateMissing);
    }

    [Test]
    public async Task A_provider_that_gives_no_state_back_and_is_not_said_to_is_told_apart()
    {
        var stage = new Stage();
        stage.Provider.Misbehave = Misbehavior.NoState;
        var callback = await stage.ToCallbackAsync("42");
        await stage.AssertRefusedAsync(callback, OAuthErrorCode.StateMissing);
    }

    private static (Stage Stage, OAuthDance Dance) OnStage(string redirectUri, PushedAuthorization pushed)
    {
        var stage = new Stage();
        stage.Provider.Misbehave = Misbehavior.NoState;
        return (stage, new(stage.Provider.OAuth2 with { PushedAuthorization = pushed, Quirks = new() { StateInRedirectUri = true } }, redirectUri, stage.Options));
    }
}
