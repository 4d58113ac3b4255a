using OAuthClient.OAuth2;

namespace OAuthClient.Tests.OAuth2;

/// <summary>Callbacks that the browser posts as an HTML form (OAuth 2.0 Form Post Response Mode).</summary>
public class FormPostTests
{
    [Test]
    public async Task A_posted_callback_ends_a_login([Values] PushedAuthorization pushed, [Values] bool decoded)
    {
        var setup = CreateSetup(pushed);
        var posted = await setup.GetCallbackAsync("42");
        Assert.That(posted.Url.OriginalString, Is.EqualTo(DanceSetup.RedirectUri));
        Assert.That(posted.Form, Is.Not.Null);
        var callback = decoded
            ? OAuthCallback.FromForm(ParseFields(posted.Form!))
            : OAuthCallback.FromForm(posted.Form!);
        Assert.That((await setup.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "authorized" }));
    }

    [Test]
    public async Task A_posted_denial_is_a_denial()
    {
        var setup = CreateSetup();
        var posted = await setup.GetCallbackAsync("42", allow: false);
        var outcome = await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(posted, setup.Browser.Cookie),
            OAuthOutcomeKind.Denied,
            OAuthErrorCode.AccessDenied,
            requests: 0);
        Assert.That(outcome.Error!.ProviderDescription, Is.EqualTo("the user said no"));
    }

    [Test]
    public async Task A_form_that_is_posted_twice_is_one_login()
    {
        var setup = CreateSetup();
        var posted = await setup.GetCallbackAsync("42");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5)
            .Select(_ => setup.Dance.FinishAsync(posted, setup.Browser.Cookie).AsTask()));
        Assert.That(outcomes, Is.All.EqualTo(outcomes[0]));
        Assert.That((outcomes[0].IsStored, setup.TokenRequestCount), Is.EqualTo((true, 1)));
    }

    [TestCase("", OAuthErrorCode.StateMissing)]
    [TestCase("&&&", OAuthErrorCode.StateMissing)]
    [TestCase("?state=x&code=y", OAuthErrorCode.StateMissing, Description = "a form has no question mark before it")]
    [TestCase("state=x%", OAuthErrorCode.CallbackMalformed)]
    [TestCase("state=x&state=y", OAuthErrorCode.ParameterRepeated)]
    [TestCase("state=unknown-login-id", OAuthErrorCode.StateUnknown)]
    [TestCase("{\"state\":\"x\"}", OAuthErrorCode.StateMissing)]
    public async Task A_form_that_is_no_valid_callback_is_refused(string form, string code)
    {
        var setup = CreateSetup();
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(OAuthCallback.FromForm(form), setup.Browser.Cookie), code);
    }

    [Test]
    public async Task A_form_of_a_million_fields_is_refused()
    {
        var form = string.Join('&', Enumerable.Range(0, 1_000_000));
        var setup = CreateSetup();
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(OAuthCallback.FromForm(form), setup.Browser.Cookie),
            OAuthErrorCode.CallbackMalformed);
    }

    private static DanceSetup CreateSetup(PushedAuthorization pushed = PushedAuthorization.Off) =>
        new(provider: provider => provider with { ResponseMode = ResponseMode.FormPost, PushedAuthorization = pushed });

    private static IEnumerable<KeyValuePair<string, string>> ParseFields(string form) =>
        form.Split('&')
            .Select(pair => pair.Split('='))
            .Select(pair => new KeyValuePair<string, string>(pair[0], Uri.UnescapeDataString(pair[1])));
}
