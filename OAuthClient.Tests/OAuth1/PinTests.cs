using Flurl.Http;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>
/// Logins without a callback: the user types the PIN that the provider shows (RFC 5849 section 2.1, <c>oob</c>).
/// </summary>
public class PinTests
{
    [Test]
    public async Task A_login_succeeds_with_the_PIN_that_the_provider_shows(
        [Values] ParameterPlacement placement, [Values("{0}", " {0}", "{0}\r\n", "\t{0}\u00A0")] string typed)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var dance = CreatePinDance(setup, placement);
        var login = await dance.BeginAsync("42");
        var pin = await setup.Browser.ReadPinAsync(login.AuthorizationUrl!, "bert");
        Assert.That(pin, Does.Match("^[0-9]{7}$"));
        var callback = login.WithPin(string.Format(null, typed, pin));
        Assert.That((await dance.FinishAsync(callback, login.BrowserKey)).IsStored, Is.True);
        Assert.That(await dance.Session("42").Request("me").GetStringAsync(), Does.Contain("bert"));
        Assert.That(
            new OAuth1Request(setup.Provider.AssertCalledOnce(PretendEndpoint.TemporaryCredential))["oauth_callback"],
            Is.EqualTo("oob"));
    }

    [Test]
    public async Task A_wrong_PIN_is_an_error_of_the_provider()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var dance = CreatePinDance(setup);
        var login = await dance.BeginAsync("42");
        await setup.Browser.ReadPinAsync(login.AuthorizationUrl!);
        var outcome = await dance.FinishAsync(login.WithPin("0000000"), login.BrowserKey);
        Assert.That(
            (outcome.Kind, outcome.Error?.ProviderError, setup.Tokens.Count),
            Is.EqualTo((OAuthOutcomeKind.ProviderFailed, "verifier_invalid", 0)));
    }

    [TestCase("")]
    [TestCase(" \n")]
    public async Task An_empty_PIN_is_refused_before_the_token_request(string typed)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var dance = CreatePinDance(setup);
        var login = await dance.BeginAsync("42");
        var outcome = await dance.FinishAsync(login.WithPin(typed), login.BrowserKey);
        Assert.That((outcome.Error?.Code, setup.TokenRequestCount), Is.EqualTo((OAuthErrorCode.ResponseInvalid, 0)));
    }

    [Test]
    public async Task A_PIN_is_refused_in_another_browser()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var dance = CreatePinDance(setup);
        var login = await dance.BeginAsync("42");
        var pin = login.WithPin(await setup.Browser.ReadPinAsync(login.AuthorizationUrl!));
        Assert.That(
            (await dance.FinishAsync(pin, "another")).Error?.Code,
            Is.EqualTo(OAuthErrorCode.RequestTokenWrongBrowser));
        Assert.That(
            (await dance.FinishAsync(pin, default)).Error?.Code,
            Is.EqualTo(OAuthErrorCode.RequestTokenWrongBrowser));
        Assert.That((await dance.FinishAsync(pin, login.BrowserKey)).IsStored, Is.True);
    }

    [Test]
    public async Task A_login_that_did_not_begin_has_no_PIN()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var dance = CreatePinDance(setup, change: provider => provider with { ClientSecret = "wrong" });
        var login = await dance.BeginAsync("42");
        Assert.That(() => login.WithPin("1234567"), Throws.InvalidOperationException.With.Message.Contains("Error"));
    }

    [Test]
    public void OAuth2_has_no_PINs() =>
        Assert.That(() => new OAuthDance(new PretendProvider().OAuth2, "oob"), Throws.ArgumentException);

    [Test]
    public async Task A_pretend_browser_that_finds_no_PIN_throws()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var login = await setup.Dance.BeginAsync("42");
        Assert.That(
            async () => await setup.Browser.ReadPinAsync(login.AuthorizationUrl!),
            Throws.InvalidOperationException.With.Message.Contains("callback"));
        var pinLogin = await CreatePinDance(setup).BeginAsync("42");
        Assert.That(
            async () => await setup.Browser.DenyAsync(pinLogin.AuthorizationUrl!),
            Throws.InvalidOperationException.With.Message.Contains("did not allow"));
    }

    private static OAuthDance CreatePinDance(
        DanceSetup setup,
        ParameterPlacement placement = ParameterPlacement.Header,
        Func<OAuth1Provider, OAuth1Provider>? change = null)
    {
        var provider = setup.Provider.OAuth1 with { Placement = placement };
        return new(change?.Invoke(provider) ?? provider, "oob", setup.Options);
    }
}
