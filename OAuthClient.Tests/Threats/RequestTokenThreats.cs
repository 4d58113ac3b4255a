using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>
/// A request token binds the three steps of an OAuth 1 login to one browser. The request token's secret binds the steps
/// to one client.
/// </summary>
public class RequestTokenThreats
{
    private static OAuthDance CreateOnOtherMachine(DanceSetup setup) =>
        new(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options);

    [Test]
    public async Task T71_A_browser_that_began_no_login_cannot_finish_with_the_request_token_of_an_attacker(
        [Values] bool knowsTheStore)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var attacker = new DanceSetup(Protocol.OAuth1);
        var began = knowsTheStore ? setup : attacker;
        var callback = await began.GetCallbackUrlAsync("attacker", began.CreateBrowser());
        var code = knowsTheStore ? OAuthErrorCode.RequestTokenWrongBrowser : OAuthErrorCode.RequestTokenUnknown;
        await setup.AssertRefusedAsync(() => setup.Dance.FinishAsync(callback, default), code, callback);
    }

    [Test]
    public async Task T71_A_request_token_of_no_login_or_of_another_login_is_refused_before_any_request(
        [Values("unknown", "empty", "almost", "of another browser")] string what)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var callback = await setup.GetCallbackUrlAsync("42");
        var token = Callbacks.Value(callback, "oauth_token");
        var other = Callbacks.Value(
            await setup.GetCallbackUrlAsync("43", setup.CreateBrowser(), "bert"), "oauth_token");
        var (brought, code) = what switch
        {
            "unknown" => ("nobody-was-given-this", OAuthErrorCode.RequestTokenUnknown),
            "empty" => ("", OAuthErrorCode.RequestTokenMissing),
            "almost" => (token[..^1], OAuthErrorCode.RequestTokenUnknown),
            _ => (other, OAuthErrorCode.RequestTokenWrongBrowser),
        };
        await setup.AssertRefusedAsync(Callbacks.WithValue(callback, "oauth_token", brought), code);
        Assert.That(
            (await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie)).IsStored,
            Is.True,
            "the login can still be finished");
    }

    [Test]
    public async Task T72_The_access_token_request_is_signed_with_the_request_token_secret_even_after_a_restart(
        [Values("HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512", "PLAINTEXT")] string method)
    {
        var setup = new DanceSetup(
            Protocol.OAuth1,
            oauth1: provider =>
                provider with { SignatureMethod = OAuth1FieldReader.ParseSignatureMethod(method, default) });
        var callback = await setup.GetCallbackUrlAsync("42");
        Assert.That((await CreateOnOtherMachine(setup).FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
        var sent = new OAuth1Request(setup.Provider.AssertCalledOnce(PretendEndpoint.OAuth1Token));
        var secret = setup.Recorder.SavedDances.Single().TokenRequestSecret.Reveal();
        Assert.That(secret, Has.Length.GreaterThan(12));
        Assert.That(OAuth1Verifier.IsSignatureValid(sent, PretendProvider.ClientSecret, secret), Is.True);
        Assert.That(
            OAuth1Verifier.IsSignatureValid(sent, PretendProvider.ClientSecret, ""),
            Is.False,
            "the signature differs without the secret of the request token");
    }

    [TestCase("")]
    [TestCase("&oauth_verifier=")]
    public async Task T74_A_callback_without_a_verifier_is_refused_before_any_request(string verifier)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var allowed = await setup.GetCallbackUrlAsync("42");
        var callback = Callbacks.Without(allowed, "oauth_verifier").TrimEnd('&') + verifier;
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
            OAuthErrorCode.ResponseInvalid,
            taken: true);
    }

    [TestCase("denied={0}", OAuthOutcomeKind.Denied)]
    [TestCase("oauth_token={0}&denied={0}", OAuthOutcomeKind.Denied)]
    [TestCase("oauth_token={0}&oauth_problem=user_refused", OAuthOutcomeKind.Denied)]
    [TestCase("oauth_token={0}&oauth_problem=permission_denied", OAuthOutcomeKind.Denied)]
    [TestCase("oauth_token={0}&oauth_problem=token_expired", OAuthOutcomeKind.ProviderFailed)]
    public async Task T74_A_denial_or_a_problem_is_an_outcome_without_a_request(string callback, OAuthOutcomeKind kind)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var token = Callbacks.Value(await setup.GetCallbackUrlAsync("42"), "oauth_token");
        var denial = "?" + string.Format(System.Globalization.CultureInfo.InvariantCulture, callback, token);
        var code = kind == OAuthOutcomeKind.Denied ? OAuthErrorCode.AccessDenied : OAuthErrorCode.ProviderError;
        await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(denial, setup.Browser.Cookie),
            kind,
            code,
            $"?x={token}",
            requests: 0);
    }

    [Test]
    public void T75_Each_OAuth1_endpoint_must_be_https(
        [Values(
            nameof(OAuth1Provider.TemporaryCredentialEndpoint),
            nameof(OAuth1Provider.AuthorizationEndpoint),
            nameof(OAuth1Provider.TokenEndpoint),
            nameof(OAuth1Provider.ApiBaseUrl))] string field,
        [Values("http://pretend.example/", "http://127.0.0.1:5000/", "ftp://pretend.example/")] string url,
        [Values("HMAC-SHA1", "PLAINTEXT")] string method)
    {
        var provider = new PretendProvider().OAuth1 with
        {
            SignatureMethod = OAuth1FieldReader.ParseSignatureMethod(method, default),
        };
        provider = field switch
        {
            nameof(OAuth1Provider.TemporaryCredentialEndpoint) => provider with { TemporaryCredentialEndpoint = url },
            nameof(OAuth1Provider.AuthorizationEndpoint) => provider with { AuthorizationEndpoint = url },
            nameof(OAuth1Provider.TokenEndpoint) => provider with { TokenEndpoint = url },
            _ => provider with { ApiBaseUrl = url },
        };
        Assert.That(
            () => new OAuthDance(provider, DanceSetup.RedirectUri),
            Throws.ArgumentException.With.Message.Contains(field).And.Message.Contains("http"));
    }

    [TestCase("HMAC-SHA1", Insecure.None, true)]
    [TestCase("PLAINTEXT", Insecure.None, false)]
    [TestCase("PLAINTEXT", Insecure.TokenInQuery, true)]
    public void T75_PLAINTEXT_in_the_query_needs_Insecure_TokenInQuery(string method, Insecure allow, bool isTaken)
    {
        var provider = new PretendProvider().OAuth1 with
        {
            SignatureMethod = OAuth1FieldReader.ParseSignatureMethod(method, default),
            Placement = ParameterPlacement.Query,
            Allow = allow,
        };
        Assert.That(
            () => new OAuthDance(provider, DanceSetup.RedirectUri),
            isTaken ? Throws.Nothing : Throws.ArgumentException.With.Message.Contains("Insecure.TokenInQuery"));
    }

    [Test]
    public void T75_PLAINTEXT_over_http_is_refused_at_every_call()
    {
        var setup = new DanceSetup(
            Protocol.OAuth1, oauth1: provider => provider with { SignatureMethod = SignatureMethod.PlainText });
        var refused = Assert.Throws<OAuthException>(
            () => setup.Dance.ApplicationSession().Request("http://pretend.example/api/me"));
        Assert.That(refused!.Error.Code, Is.EqualTo(OAuthErrorCode.TokenHostRefused));
    }
}
