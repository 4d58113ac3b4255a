using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

public class AuthorizationRequestTests
{
    private static readonly OAuth2Provider Provider = new PretendProvider().OAuth2;

    [Test]
    public void It_has_what_RFC_6749_and_RFC_7636_ask_for() =>
        Assert.That(Url(Provider with { Scopes = ["a", "b c"] }), Is.EqualTo(
            "https://pretend.example/authorize?response_type=code&client_id=pretend-client&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback%3Fx%3D1&state=st%26te"
            + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&scope=a%20b%20c"));

    [Test]
    public void Scopes_are_joined_as_the_provider_likes_them() =>
        Assert.That(Url(Provider with { Scopes = ["a", "b"], ScopeJoiner = "," }), Does.EndWith("&scope=a%2Cb"));

    [Test]
    public void A_query_that_the_endpoint_has_is_kept() =>
        Assert.That(Url(Provider with { AuthorizationEndpoint = "https://pretend.example/authorize?tenant=1" }), Does.StartWith("https://pretend.example/authorize?tenant=1&response_type=code"));

    [Test]
    public void Further_parameters_cannot_replace_the_protocols_own()
    {
        var url = Url(Provider with { AuthorizationParameters = new Dictionary<string, string> { ["prompt"] = "consent", ["state"] = "fixed" } });
        Assert.That(url, Does.Contain("&prompt=consent").And.Not.Contain("fixed"));
    }

    private static string Url(OAuth2Provider provider) =>
        AuthorizationRequest.Url(provider, "https://app.example/callback?x=1", "st&te", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").AbsoluteUri;
}
