using System.Security.Cryptography;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.OAuth2;

public class PkceTests
{
    [Test]
    public void The_challenge_is_that_of_RFC_7636_appendix_B() =>
        Assert.That(
            Pkce.Challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "S256"),
            Is.EqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));

    [Test]
    public void A_verifier_has_43_unreserved_characters_and_is_unique()
    {
        var verifiers = Enumerable.Range(0, 10_000)
            .Select(_ => Pkce.Verifier(RandomNumberGenerator.Create()).Reveal())
            .ToArray();
        Assert.That(verifiers, Is.Unique);
        Assert.That(verifiers, Has.All.Matches("^[A-Za-z0-9_-]{43}$"));
    }
}
