using Flurl.Http;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>Logins over OAuth 1 and OAuth 2: the requests, the stored token, and denials.</summary>
public class OAuthDanceTests
{
    private sealed record Profile(string Login);

    [Test]
    public async Task A_login_stores_a_token_that_the_API_accepts([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var outcome = await setup.LoginAsync("42");
        var profile = await setup.Dance.Session("42").Request("me").GetJsonAsync<Profile>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Stored));
            Assert.That(outcome.Response, Is.EqualTo(OAuthResponse.Redirect("/home")));
            Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "authorized" }));
            Assert.That(profile.Login, Is.EqualTo("anna"));
        }
        setup.Provider.AssertCalledOnce(
            protocol == Protocol.OAuth2 ? PretendEndpoint.Token : PretendEndpoint.OAuth1Token);
    }

    [Test]
    public async Task A_public_client_sends_its_client_id_and_a_code_verifier()
    {
        var setup = new DanceSetup(provider: provider => provider with { ClientSecret = default });
        await setup.LoginAsync("42");
        var request = setup.Provider.AssertCalledOnce(PretendEndpoint.Token);
        Assert.That(
            (request.Authorization, request["client_id"], request["client_secret"]),
            Is.EqualTo(((string?)null, PretendProvider.ClientId, (string?)null)));
        Assert.That(request["code_verifier"], Has.Length.EqualTo(43));
    }

    [TestCase("client_secret_basic", "Authorization")]
    [TestCase("client_secret_basic_raw", "Authorization")]
    [TestCase("client_secret_post", "client_id client_secret")]
    [TestCase("none", "client_id")]
    public async Task A_client_authenticates_in_one_way_only(string method, string sent)
    {
        ClientAuthentication[] known =
        [
            ClientAuthentication.Basic, ClientAuthentication.RawBasic, ClientAuthentication.Post,
            ClientAuthentication.None,
        ];
        var authentication = known.Single(candidate => candidate.Name == method);
        var setup = new DanceSetup(provider: provider => provider with
        {
            ClientAuthentication = authentication,
            ClientSecret = method == "none" ? default : provider.ClientSecret,
        });
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        var request = setup.Provider.AssertCalledOnce(PretendEndpoint.Token);
        (string Name, string? Value)[] parts =
        [
            ("Authorization", request.Authorization),
            ("client_id", request["client_id"]),
            ("client_secret", request["client_secret"]),
            ("client_assertion", request["client_assertion"]),
        ];
        var present = parts.Where(part => part.Value is not null).Select(part => part.Name);
        Assert.That(string.Join(' ', present), Is.EqualTo(sent));
    }

    [Test]
    public async Task The_redirect_URI_is_identical_in_both_requests()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        Assert.That(
            setup.Provider.AssertCalledOnce(PretendEndpoint.Token)["redirect_uri"],
            Is.EqualTo(DanceSetup.RedirectUri));
        Assert.That(
            setup.Provider.AssertCalledOnce(PretendEndpoint.Authorization)["redirect_uri"],
            Is.EqualTo(DanceSetup.RedirectUri));
    }

    [Test]
    public async Task A_dance_begun_on_one_machine_is_finished_on_another_that_shares_the_store()
    {
        var setup = new DanceSetup();
        var callback = await setup.GetCallbackUrlAsync("42");
        var other = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options);
        var outcome = await other.FinishAsync(callback, setup.Browser.Cookie);
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Stored));
    }

    [Test]
    public async Task A_denial_is_an_outcome_and_no_token_is_requested([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var login = await setup.Dance.BeginAsync("42");
        var outcome = await setup.Dance.FinishAsync(
            await setup.Browser.DenyAsync(login.AuthorizationUrl!), login.BrowserKey);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (outcome.Kind, outcome.Error?.Code),
                Is.EqualTo((OAuthOutcomeKind.Denied, OAuthErrorCode.AccessDenied)));
            Assert.That(outcome.Response.Status, Is.EqualTo(403), "no redirect, which could begin a new login");
            Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "error access_denied" }));
            Assert.That((setup.TokenRequestCount, setup.Tokens.Count), Is.EqualTo((0, 0)));
        }
    }

    [Test]
    public async Task The_request_token_secret_signs_the_token_request()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        // The pretend provider verifies the signature with code of its own; verifying needs the secret of the request
        // token.
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
    }

    [Test]
    public async Task An_OAuth1_login_does_not_begin_without_a_confirmed_callback()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        setup.Provider.Misbehave = Misbehavior.CallbackNotConfirmed;
        var login = await setup.Dance.BeginAsync("42");
        Assert.That((login.IsBegun, login.Error?.Code), Is.EqualTo((false, OAuthErrorCode.CallbackNotConfirmed)));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "error callback_not_confirmed" }));
    }
}
