using Flurl.Http;
using OAuthClient.OAuth2.Grants;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2.Grants;

/// <summary>Every grant against a provider that checks it, from the first request to a call of the API.</summary>
public class GrantDanceTests
{
    private const string Assertion = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl";

    private static Task<string> CallAsync(OAuthSession session) => session.Request("me").GetStringAsync();

    [Test]
    public async Task A_device_logs_in_and_its_token_is_refreshed_as_any_other()
    {
        var setup = new DanceSetup();
        Assert.That((await setup.GrantDeviceAsync()).IsStored, Is.True);
        Assert.That(await CallAsync(setup.Dance.Session("42")), Does.Contain("anna"));
        setup.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await CallAsync(setup.Dance.Session("42")), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_user_types_the_code_on_the_page()
    {
        var setup = new DanceSetup();
        var outcome = await setup.GrantDeviceAsync(code =>
            _ = setup.Browser.AllowDeviceAsync(new(code.VerificationUri), code.UserCode, "berta"));
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(await CallAsync(setup.Dance.Session("42")), Does.Contain("berta"));
    }

    [Test]
    public async Task A_user_is_asked_on_another_device()
    {
        var setup = new DanceSetup(provider: value => value with { Scopes = ["openid"] });
        var login = setup.Dance.GrantAsync(new BackchannelGrant("anna"), "42").AsTask();
        setup.Provider.AllowCiba("anna");
        var outcome = await setup.RunAsync(login);
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(await CallAsync(setup.Dance.Session("42")), Does.Contain("anna"));
    }

    [Test]
    public async Task A_trusted_assertion_becomes_a_token()
    {
        var setup = new DanceSetup();
        setup.Provider.TrustAssertion(Assertion, "robot");
        var session = setup.Dance.ApplicationSession(new JwtBearerGrant(_ => new(Assertion)), "robot");
        Assert.That(await CallAsync(session), Does.Contain("robot"));
    }

    [Test]
    public async Task An_assertion_that_is_not_trusted_becomes_none()
    {
        var setup = new DanceSetup();
        var outcome = await setup.Dance.GrantAsync(new JwtBearerGrant(Assertion), "42");
        Assert.That((outcome.Error!.ProviderError, setup.Tokens.Count), Is.EqualTo(("invalid_grant", 0)));
    }

    [Test]
    public async Task The_token_of_a_login_is_exchanged_and_both_are_used()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        var exchanged = await setup.Dance.Session("42").ExchangeAsync(new() { Audiences = ["billing"] });
        Assert.That(await CallAsync(exchanged), Does.Contain("anna"));
        Assert.That(await CallAsync(setup.Dance.Session("42")), Does.Contain("anna"));
        var sent = setup.Provider.Requests.Last(request => request.Endpoint == PretendEndpoint.Token);
        Assert.That(sent["audience"], Is.EqualTo("billing"));
    }

    [Test]
    public async Task The_exchanged_token_follows_a_refresh_of_the_login()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        var session = setup.Dance.Session("42");
        var exchanged = await session.ExchangeAsync(new() { Audiences = ["billing"] });
        setup.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await CallAsync(exchanged), Does.Contain("anna"));
        Assert.That((setup.Provider.RefreshCount, setup.Errors.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_live_token_is_active_and_a_revoked_one_is_not()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        var token = (await setup.Dance.Session("42").GetTokenAsync())!.AccessToken;
        Assert.That((await setup.Dance.IntrospectAsync(token)).IsActive, Is.True);
        await setup.Dance.Session("42").SignOutAsync();
        Assert.That((await setup.Dance.IntrospectAsync(token)).IsActive, Is.False);
    }

    [Test]
    public async Task A_program_calls_as_itself()
    {
        var setup = new DanceSetup();
        await CallAsync(setup.Dance.ApplicationSession());
        setup.Time.Advance(TimeSpan.FromHours(1));
        await CallAsync(setup.Dance.ApplicationSession());
        Assert.That(setup.Provider.CountCalls(PretendEndpoint.Token), Is.EqualTo(2));
    }
}
