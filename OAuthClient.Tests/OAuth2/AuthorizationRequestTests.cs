using OAuthClient.Internal;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

public class AuthorizationRequestTests
{
    private static readonly OAuth2Provider Provider = new PretendProvider().OAuth2;

    [Test]
    public void An_authorization_URL_has_the_parameters_of_RFC_6749_and_RFC_7636() =>
        Assert.That(Url(Provider with { Scopes = ["a", "b c"] }), Is.EqualTo(
            "https://pretend.example/authorize?response_type=code&client_id=pretend-client"
            + "&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback%3Fx%3D1"
            + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
            + "&state=st%26te&scope=a%20b%20c"));

    [Test]
    public void Scopes_are_joined_with_ScopeJoiner() =>
        Assert.That(Url(Provider with { Scopes = ["a", "b"], ScopeJoiner = "," }), Does.EndWith("&scope=a%2Cb"));

    [Test]
    public void The_query_of_the_authorization_endpoint_is_kept() =>
        Assert.That(
            Url(Provider with { AuthorizationEndpoint = "https://pretend.example/authorize?tenant=1" }),
            Does.StartWith("https://pretend.example/authorize?tenant=1&response_type=code"));

    [Test]
    public void Parameters_of_a_login_come_last_and_override_those_of_the_provider()
    {
        var url = Url(
            Provider with
            {
                AuthorizationParameters = new Dictionary<string, string> { ["prompt"] = "consent", ["x"] = "1" },
            },
            ("prompt", "none"));
        Assert.That(url, Does.EndWith("&prompt=none&x=1"));
    }

    [Test]
    public void Resources_are_repeated_and_authorization_details_are_sent_as_they_are() =>
        Assert.That(
            Url(Provider with
            {
                Resources = ["https://a.example/", "https://b.example/"],
                AuthorizationDetails = """[{"type":"payment"}]""",
            }),
            Does.EndWith(
                "&resource=https%3A%2F%2Fa.example%2F&resource=https%3A%2F%2Fb.example%2F"
                + "&authorization_details=%5B%7B%22type%22%3A%22payment%22%7D%5D"));

    [Test]
    public void Parameters_are_renamed_by_ParameterNames() =>
        Assert.That(
            Url(Provider with
            {
                Quirks = new() { ParameterNames = new Dictionary<string, string> { ["client_id"] = "appid" } },
            }),
            Does.Contain("&appid=pretend-client&").And.Not.Contain("client_id"));

    [TestCase("state")]
    [TestCase("redirect_uri")]
    [TestCase("client_secret")]
    [TestCase("code_verifier")]
    public async Task Reserved_parameters_cannot_be_replaced(string name)
    {
        var parameters = new Dictionary<string, string> { [name] = "mine" };
        Assert.That(
            () => Dance(Provider with { AuthorizationParameters = parameters }),
            Throws.ArgumentException.With.Message.Contains($"'{name}'"));
        Assert.That(
            () => Dance(Provider with { TokenParameters = parameters }),
            Throws.ArgumentException.With.Message.Contains($"'{name}'"));
        await Assert.ThatAsync(
            () => Dance(Provider).BeginAsync("42", new() { Parameters = parameters }).AsTask(),
            Throws.ArgumentException.With.Message.Contains($"'{name}'"));
    }

    [TestCase("state", "{callback.state}", true)]
    [TestCase("scope", "{scope}", true)]
    [TestCase("redirect_uri", "{redirect_uri}", true)]
    [TestCase("state", "{callback.code}", false)]
    [TestCase("scope", "{redirect_uri}", false)]
    [TestCase("redirect_uri", "{callback.redirect_uri}", false)]
    [TestCase("code", "{callback.code}", false)]
    [TestCase("client_id", "{client_id}", false)]
    public void A_token_request_can_have_some_reserved_parameters_with_their_own_values(
        string name, string template, bool good)
    {
        var parameters = new Dictionary<string, string> { [name] = template };
        Assert.That(
            () => Dance(Provider with { TokenParameters = parameters }),
            good ? Throws.Nothing : Throws.ArgumentException.With.Message.Contains($"'{name}'"));
        Assert.That(
            () => Dance(Provider with { Refresh = new() { Parameters = parameters } }),
            good ? Throws.Nothing : Throws.ArgumentException.With.Message.Contains($"'{name}'"));
    }

    private static OAuthDance Dance(OAuth2Provider provider) => new(provider, "https://app.example/callback");

    private static string Url(OAuth2Provider provider, params (string Name, string Value)[] ofLogin)
    {
        var start = new AuthorizationStart(
            "https://app.example/callback?x=1",
            provider.Scopes,
            ofLogin.ToDictionary(pair => pair.Name, pair => pair.Value));
        const string verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        var parameters = AuthorizationRequest.Parameters(provider, start, start.RedirectUri, "st&te", verifier);
        return AuthorizationRequest.Url(provider, parameters).AbsoluteUri;
    }
}
