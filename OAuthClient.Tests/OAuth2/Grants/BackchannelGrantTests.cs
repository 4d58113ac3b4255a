using OAuthClient.OAuth2.Grants;

namespace OAuthClient.Tests.OAuth2.Grants;

/// <summary>Client-initiated backchannel authentication (CIBA) in poll mode.</summary>
public class BackchannelGrantTests
{
    private const string Begun = """{"auth_req_id":"request-canary","expires_in":120,"interval":5}""";

    private static readonly TestCaseData[] Hints =
    [
        new(new BackchannelGrant("anna@example.com"), "login_hint=anna%40example.com"),
        new(new BackchannelGrant("a.b.c", BackchannelHint.IdToken), "id_token_hint=a.b.c"),
        new(new BackchannelGrant("t", BackchannelHint.LoginHintToken), "login_hint_token=t"),
    ];

    [TestCaseSource(nameof(Hints))]
    public async Task The_user_is_asked_on_another_device_and_the_token_takes_the_road_of_a_login(
        BackchannelGrant grant, string hint)
    {
        var provider = new ScriptedProvider().Answer("/ciba", Begun)
            .Refuse("/token", "authorization_pending")
            .Answer("/token", """{"access_token":"a"}""");
        var dance = provider.CreateDance(value => value with { Scopes = ["openid"] });
        var outcome = await provider.RunAsync(dance.GrantAsync(grant, "42").AsTask());
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(provider.BodiesAt("/ciba"), Is.EqualTo(new[] { $"scope=openid&{hint}" }));
        Assert.That(provider.BodiesAt("/token"), Is.All.EndsWith("ciba&auth_req_id=request-canary"));
        Assert.That(provider.SecondsAt("/token"), Is.EqualTo(new double[] { 5, 10 }));
    }

    [Test]
    public async Task The_request_has_the_message_for_both_devices_and_the_code_of_the_user()
    {
        var provider = new ScriptedProvider().Answer("/ciba", Begun).Answer("/token", """{"access_token":"a"}""");
        var grant = new BackchannelGrant("anna") { BindingMessage = "W4SCT", UserCode = "1234", Scopes = ["openid"] };
        await provider.RunAsync(provider.CreateDance().GrantAsync(grant, "42").AsTask());
        Assert.That(
            provider.BodiesAt("/ciba"),
            Is.EqualTo(new[] { "scope=openid&login_hint=anna&binding_message=W4SCT&user_code=1234" }));
    }

    [TestCase("access_denied", OAuthErrorCode.AccessDenied)]
    [TestCase("expired_token", OAuthErrorCode.ExpiredToken)]
    [TestCase("transaction_failed", OAuthErrorCode.ProviderError)]
    public async Task A_refusal_ends_the_login(string error, string code)
    {
        var provider = new ScriptedProvider().Answer("/ciba", Begun).Refuse("/token", error);
        var grant = new BackchannelGrant("anna");
        var outcome = await provider.RunAsync(provider.CreateDance().GrantAsync(grant, "42").AsTask());
        Assert.That(outcome.Error!.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task An_answer_without_an_id_is_refused()
    {
        var provider = new ScriptedProvider().Answer("/ciba", """{"expires_in":120}""");
        var grant = new BackchannelGrant("anna");
        var outcome = await provider.RunAsync(provider.CreateDance().GrantAsync(grant, "42").AsTask());
        Assert.That(outcome.Error!.Code, Is.EqualTo(OAuthErrorCode.GrantAnswerInvalid));
        Assert.That(outcome.Error.Message, Does.Contain("auth_req_id"));
    }

    [Test]
    public void A_hint_is_needed() => Assert.Throws<ArgumentException>(() => _ = new BackchannelGrant(""));
}
