using OAuthClient.Testing;

namespace OAuthClient.Tests.Testing;

/// <summary>
/// Checks the pretend provider's signature verifier against the example of RFC 5849. The verifier finds mistakes of the
/// client's signatures only if the verifier itself is correct.
/// </summary>
public class OAuth1VerifierTests
{
    private const string PhotoRequest = """
        OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk",
        oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131202", oauth_nonce="chapoH",
        oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D"
        """;

    [TestCase("http://photos.example.net/photos?file=vacation.jpg&size=original", true)]
    [TestCase("http://PHOTOS.example.net:80/photos?file=vacation.jpg&size=original", true)]
    [TestCase("http://photos.example.net/photos?file=vacation.jpg&size=small", false)]
    [TestCase("https://photos.example.net/photos?file=vacation.jpg&size=original", false)]
    public void The_verifier_accepts_the_RFC_5849_photo_request_only_as_it_was_signed(string url, bool believed)
    {
        var request = new PretendRequest(PretendEndpoint.Api, "GET", url)
        {
            Authorization = PhotoRequest.ReplaceLineEndings(" "),
        };
        Assert.That(
            OAuth1Verifier.IsSignatureValid(new(request), "kd94hf93k423kf44", "pfkkdhi9sl3r4s00"),
            Is.EqualTo(believed));
    }
}
