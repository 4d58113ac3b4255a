using OAuthClient.OAuth2.Grants;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2.Grants;

/// <summary>Every lie about a grant ends with an error that names the lie, and stores nothing.</summary>
public class GrantLieTests
{
    private static readonly TestCaseData[] Lies =
    [
        new(Misbehavior.NoDeviceCode, OAuthErrorCode.GrantAnswerInvalid, "device_code"),
        new(Misbehavior.DeviceScriptUri, OAuthErrorCode.GrantAnswerInvalid, "verification_uri"),
        new(Misbehavior.DeviceExpiresAtOnce, OAuthErrorCode.GrantAnswerInvalid, "expires_in"),
        new(Misbehavior.PollSlowsForEver, OAuthErrorCode.ExpiredToken, "in time"),
        new(Misbehavior.PollPendingForEver, OAuthErrorCode.ExpiredToken, "in time"),
        new(Misbehavior.PollDeniesOnce, OAuthErrorCode.AccessDenied, "denied"),
        new(Misbehavior.PollTokenBesideError, OAuthErrorCode.ProviderError, "refused"),
        new(Misbehavior.NoToken, OAuthErrorCode.TokenMissing, "access_token"),
        new(Misbehavior.UnknownTokenType, OAuthErrorCode.TokenTypeUnsupported, "type"),
    ];

    [TestCaseSource(nameof(Lies))]
    public async Task A_lie_to_a_device_is_named_and_nothing_is_stored(Misbehavior lie, string code, string named)
    {
        var setup = new DanceSetup();
        setup.Provider.Misbehave = lie;
        var outcome = await setup.GrantDeviceAsync();
        Assert.That((outcome.IsStored, outcome.Error?.Code), Is.EqualTo((false, code)));
        Assert.That(outcome.Error!.Message, Does.Contain(named));
        Assert.That(setup.Tokens.Count, Is.Zero);
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { $"error {code}" }));
    }

    [Test]
    public async Task A_backchannel_request_without_an_id_is_named()
    {
        var setup = new DanceSetup(provider: value => value with { Scopes = ["openid"] });
        setup.Provider.Misbehave = Misbehavior.NoAuthReqId;
        var outcome = await setup.Dance.GrantAsync(new BackchannelGrant("anna"), "42");
        Assert.That(outcome.Error!.Code, Is.EqualTo(OAuthErrorCode.GrantAnswerInvalid));
        Assert.That(outcome.Error.Message, Does.Contain("auth_req_id"));
        Assert.That(setup.Tokens.Count, Is.Zero);
    }

    [Test]
    public async Task An_exchanged_token_without_its_type_is_not_stored()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        setup.Provider.Misbehave = Misbehavior.NoIssuedTokenType;
        var failure = await Assert.ThrowsAsync<OAuthException>(
            async () => await setup.Dance.Session("42").ExchangeAsync(new() { Audiences = ["billing"] }));
        Assert.That(failure!.Error.Message, Does.Contain("issued_token_type"));
        Assert.That(setup.Tokens.Count, Is.EqualTo(1), "the token of the login");
    }

    [TestCase(Misbehavior.NoActive, OAuthErrorCode.IntrospectionInvalid)]
    [TestCase(Misbehavior.ActiveAsText, OAuthErrorCode.IntrospectionInvalid)]
    [TestCase(Misbehavior.IntrospectionRedirects, OAuthErrorCode.EndpointRedirected)]
    public async Task A_lie_about_a_token_is_named(Misbehavior lie, string code)
    {
        var setup = new DanceSetup();
        setup.Provider.Misbehave = lie;
        var failure = await Assert.ThrowsAsync<OAuthException>(async () => await setup.Dance.IntrospectAsync("t"));
        Assert.That(failure!.Error.Code, Is.EqualTo(code));
    }
}
