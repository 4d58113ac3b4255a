using System.Text;
using OAuthClient.OAuth2.Grants;

namespace OAuthClient.Tests.OAuth2.Grants;

/// <summary>Assertions of the caller's as grants: JWT (RFC 7523) and SAML (RFC 7522).</summary>
public class AssertionGrantTests
{
    private const string Jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl";
    private const string Saml = "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>";

    private static readonly string EncodedSaml =
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Saml));

    private static readonly string PlainSaml = Convert.ToBase64String(
        Encoding.UTF8.GetBytes(Saml), Base64FormattingOptions.InsertLineBreaks);

    private static IEnumerable<TestCaseData> Grants =>
    [
        new(new JwtBearerGrant(Jwt), "jwt-bearer", Jwt),
        new(new JwtBearerGrant(_ => new(Jwt)), "jwt-bearer", Jwt),
        new(new SamlBearerGrant(Saml), "saml2-bearer", EncodedSaml),
        new(new SamlBearerGrant(EncodedSaml), "saml2-bearer", EncodedSaml),
        new(new SamlBearerGrant(_ => new(Saml)), "saml2-bearer", EncodedSaml),
        new(new SamlBearerGrant(PlainSaml), "saml2-bearer", EncodedSaml),
    ];

    [TestCaseSource(nameof(Grants))]
    public async Task An_assertion_becomes_a_token(AssertionGrant grant, string type, string sent)
    {
        var provider = new ScriptedProvider().Answer("/token", """{"access_token":"a"}""");
        var dance = provider.CreateDance();
        var outcome = await dance.GrantAsync(grant, "42");
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(
            provider.BodiesAt("/token").Single(),
            Is.EqualTo($"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3A{type}&assertion={sent}"));
        Canary.AssertNoSecret([grant.ToString(), .. Canary.Texts(outcome)], [sent]);
    }

    [TestCase("")]
    [TestCase("token")]
    [TestCase("a.b")]
    [TestCase("a.b.c")]
    [TestCase(".e30.c")]
    [TestCase("e30.e30.")]
    [TestCase("e30.e30.c.d")]
    [TestCase("e30.e30.c d")]
    [TestCase("{\"alg\":\"none\"}.b.c")]
    [TestCase("<saml/>")]
    public async Task A_text_that_is_no_JWT_is_refused_before_it_is_sent(string text)
    {
        var fault = Assert.Throws<ArgumentException>(() => new JwtBearerGrant(text))!;
        Assert.That(fault.Message, Does.Contain("three base64url parts"));
        var provider = new ScriptedProvider();
        var outcome = await provider.CreateDance().GrantAsync(new JwtBearerGrant(_ => new(text)), "42");
        Assert.That(
            (outcome.Error!.Code, provider.BodiesAt("/token").Length), Is.EqualTo((OAuthErrorCode.GrantFailed, 0)));
        Assert.That(outcome.Error.Message, Does.Contain("three base64url parts"));
    }

    [TestCase("")]
    [TestCase("assertion")]
    [TestCase("eyJhbGciOiJSUzI1NiJ9.e.c")]
    public void A_text_that_is_no_SAML_is_refused(string text)
    {
        var fault = Assert.Throws<ArgumentException>(() => new SamlBearerGrant(text))!;
        Assert.That(fault.Message, Does.Contain("no SAML assertion"));
    }

    [Test]
    public async Task A_delegate_that_throws_is_an_outcome()
    {
        var provider = new ScriptedProvider();
        var grant = new JwtBearerGrant(_ => throw new InvalidOperationException("the key is gone"));
        var outcome = await provider.CreateDance().GrantAsync(grant, "42");
        Assert.That(
            (outcome.Kind, outcome.Error!.Code), Is.EqualTo((OAuthOutcomeKind.Failed, OAuthErrorCode.GrantFailed)));
    }

    [Test]
    public async Task An_assertion_that_the_provider_refuses_is_hinted_at_as_an_assertion()
    {
        var provider = new ScriptedProvider().Refuse("/token", "invalid_grant");
        var outcome = await provider.CreateDance().GrantAsync(new JwtBearerGrant(Jwt), "42");
        Assert.That(outcome.Error!.Hint, Does.Contain("jwt-bearer").And.Not.Contain("code"));
    }
}
