using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Threats;

/// <summary>
/// A callback is accepted only from the provider at which the login began, and only in the requested response
/// mode.
/// </summary>
public class CallbackSourceThreats
{
    private const string Issuer = "https://pretend.example";

    [Test]
    public async Task T08_A_callback_of_a_login_with_another_provider_is_refused(
        [Values] Protocol protocol, [Values("Name", "ClientId")] string differs, [Values] bool denial)
    {
        var setup = new DanceSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        var brought = denial ? Callbacks.Denial(protocol, callback) : callback;
        OAuthProvider provider = protocol == Protocol.OAuth2
            ? setup.Provider.OAuth2 with
            {
                Name = differs == "Name" ? "other" : "pretend",
                ClientId = differs == "ClientId" ? "other" : "pretend-client",
            }
            : setup.Provider.OAuth1 with
            {
                Name = differs == "Name" ? "other" : "pretend1",
                ClientId = differs == "ClientId" ? "other" : "pretend-client",
            };
        var other = new OAuthDance(provider, DanceSetup.RedirectUri, setup.Options);
        await setup.AssertRefusedAsync(
            () => other.FinishAsync(brought, setup.Browser.Cookie),
            OAuthErrorCode.ProviderMismatch,
            brought);
        Assert.That(
            (await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie)).IsStored,
            Is.True,
            "the dance with the login's own provider still finishes it");
    }

    [TestCase("", OAuthErrorCode.IssMissing)]
    [TestCase("iss=", OAuthErrorCode.IssMismatch)]
    [TestCase("iss=https%3A%2F%2Fpretend.example%2F", OAuthErrorCode.IssMismatch)]
    [TestCase("iss=HTTPS%3A%2F%2Fpretend.example", OAuthErrorCode.IssMismatch)]
    [TestCase("iss=https%3A%2F%2FPretend.example", OAuthErrorCode.IssMismatch)]
    [TestCase("iss=https%3A%2F%2Fpretend.example%3A443", OAuthErrorCode.IssMismatch)]
    [TestCase("iss=http%3A%2F%2Fpretend.example", OAuthErrorCode.IssMismatch)]
    [TestCase("iss=https%253A%252F%252Fpretend.example", OAuthErrorCode.IssMismatch)]
    [TestCase("iss=+https%3A%2F%2Fpretend.example", OAuthErrorCode.IssMismatch)]
    [TestCase("iss=https%3A%2F%2Fevil.example", OAuthErrorCode.IssMismatch)]
    [TestCase("ISS=https%3A%2F%2Fpretend.example", OAuthErrorCode.IssMissing)]
    public async Task T09_A_callback_without_the_exact_issuer_is_refused(string iss, string code)
    {
        var setup = new DanceSetup();
        var callback = await setup.GetCallbackUrlAsync("42");
        foreach (var brought in new[] { callback, Callbacks.Denial(Protocol.OAuth2, callback) })
        {
            var changed = $"{Callbacks.Without(brought, "iss").TrimEnd('&')}&{iss}";
            await setup.AssertRefusedAsync(
                () => setup.Dance.FinishAsync(changed, setup.Browser.Cookie),
                code);
        }
        Assert.That((await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie)).IsStored, Is.True);
    }

    [TestCase(Issuer, "", null, Description = "no issuer is needed")]
    [TestCase(Issuer, "&iss=https%3A%2F%2Fevil.example", OAuthErrorCode.IssMismatch, Description = "another issuer")]
    [TestCase(null, "&iss=https%3A%2F%2Fevil.example", null, Description = "the provider value has no issuer")]
    public async Task T09_A_provider_that_need_not_send_an_issuer_is_refused_only_with_another_issuer(
        string? issuer, string iss, string? code)
    {
        var setup = new DanceSetup(provider: provider => provider with { Issuer = issuer, IssuerInResponse = false });
        var callback = Callbacks.Without(await setup.GetCallbackUrlAsync("42"), "iss").TrimEnd('&') + iss;
        if (code is not null)
            await setup.AssertRefusedAsync(() => setup.Dance.FinishAsync(callback, setup.Browser.Cookie), code);
        else
        {
            Assert.That(
                (await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie)).IsStored,
                Is.True);
        }
    }

    [Test]
    public async Task T13_A_callback_in_another_response_mode_than_requested_is_refused(
        [Values] ResponseMode asked, [Values] bool denial)
    {
        var setup = new DanceSetup(provider: provider => provider with { ResponseMode = asked });
        var brought = await setup.GetCallbackAsync("42");
        var text = brought.Form ?? brought.Url.Query;
        var callback = denial ? Callbacks.Denial(Protocol.OAuth2, "?" + text) : text;
        OAuthCallback turned = asked == ResponseMode.Query
            ? OAuthCallback.FromForm(callback.TrimStart('?'))
            : OAuthCallback.FromUrl($"{DanceSetup.RedirectUri}?{callback.TrimStart('?')}");
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(turned, setup.Browser.Cookie),
            OAuthErrorCode.ResponseModeMismatch);
        Assert.That((await setup.FinishAsync(brought, setup.Browser.Cookie)).IsStored, Is.True);
    }

    [Test]
    public async Task T13_A_posted_OAuth1_callback_is_refused()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var brought = await setup.GetCallbackAsync("42");
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(OAuthCallback.FromForm(brought.Url.Query[1..]), setup.Browser.Cookie),
            OAuthErrorCode.ResponseModeMismatch);
    }

    [TestCase("#{0}")]
    [TestCase("?#{0}")]
    [TestCase("?x=1#{0}")]
    public async Task T13_Callback_parameters_in_the_fragment_are_ignored(string form)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var setup = new DanceSetup(protocol);
            var callback = await setup.GetCallbackUrlAsync("42");
            var moved = DanceSetup.RedirectUri + string.Format(null, form, callback.Split('?')[1]);
            await setup.AssertRefusedAsync(moved, Callbacks.ErrorCode(protocol, "missing"));
            var withFragment = OAuthCallback.FromUrl(callback + "#state=x&code=y&oauth_token=x");
            Assert.That((await setup.FinishAsync(withFragment, setup.Browser.Cookie)).IsStored, Is.True);
        }
    }

    [Test]
    public async Task T13_A_form_post_callback_that_comes_in_the_query_is_refused()
    {
        var setup = new DanceSetup(provider: provider => provider with { ResponseMode = ResponseMode.FormPost });
        var brought = await setup.GetCallbackAsync("42");
        Assert.That(brought.Url.OriginalString, Is.EqualTo(DanceSetup.RedirectUri), "all parameters are in the form");
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync($"{DanceSetup.RedirectUri}?{brought.Form}", setup.Browser.Cookie),
            OAuthErrorCode.ResponseModeMismatch);
    }
}
