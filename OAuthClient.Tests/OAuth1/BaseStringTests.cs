using OAuthClient.OAuth1;

namespace OAuthClient.Tests.OAuth1;

/// <summary>The printed examples of RFC 5849 and others, to the letter.</summary>
public class BaseStringTests
{
    private static IEnumerable<TestCaseData> Signatures()
    {
        // RFC 5849 section 1.2.
        yield return Row("the temporary credentials of RFC 5849", "POST", "https://photos.example.net/initiate", "kd94hf93k423kf44", "", "74KNZJeDHnMBp0EMJ9ZHt/XKycU=",
            "oauth_consumer_key=dpf43f3p2l4k3l03&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131200&oauth_nonce=wIjqoS&oauth_callback=http%3A%2F%2Fprinter.example.com%2Fready");
        yield return Row("the token credentials of RFC 5849", "POST", "https://photos.example.net/token", "kd94hf93k423kf44", "hdhd0244k9j7ao03", "gKgrFCywp7rO0OXSjdot/IHF7IU=",
            "oauth_consumer_key=dpf43f3p2l4k3l03&oauth_token=hh5s93j4hdidpola&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131201&oauth_nonce=walatlh&oauth_verifier=hfdp7dh39dks9884");
        yield return Row("the photo of RFC 5849", "GET", "http://photos.example.net/photos?file=vacation.jpg&size=original", "kd94hf93k423kf44", "pfkkdhi9sl3r4s00", "MdpQcU8iPSUjWoN/UDMsK2sui9I=",
            "oauth_consumer_key=dpf43f3p2l4k3l03&oauth_token=nnch734d00sl2jdk&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131202&oauth_nonce=chapoH");
        // OAuth Core 1.0, appendix A.5.
        yield return Row("the photo of OAuth Core 1.0", "GET", "http://photos.example.net/photos?file=vacation.jpg&size=original", "kd94hf93k423kf44", "pfkkdhi9sl3r4s00", "tR3+Ty81lMeYAr/Fid0kMTYa/WM=",
            "oauth_consumer_key=dpf43f3p2l4k3l03&oauth_token=nnch734d00sl2jdk&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1191242096&oauth_nonce=kllo9940pd9333jh&oauth_version=1.0");
        // RFC 5849 section 3.4.1.1. The signature printed in section 3.1 contradicts this base string (a known erratum); this one was computed from it.
        yield return Row("the awkward request of RFC 5849", "POST", "http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b", "j49sk3j29djd", "dh893hdasih9", "r6/TJjbCOr97/+UU0NsvSne7s5g=",
            "oauth_consumer_key=9djdj82h48djs9d2&oauth_token=kkk9d7dh3k39sjv7&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131201&oauth_nonce=7d8f3e4a&c2&a3=2+q");
        yield return Row("X's tweet", "POST", "https://api.twitter.com/1.1/statuses/update.json?include_entities=true", "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw", "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE", "hCtSmYh+iHYCEqBWrE7C7hYmtUk=",
            "oauth_consumer_key=xvz1evFS4wEEPTGEFPHBog&oauth_token=370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1318622958&oauth_nonce=kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg&oauth_version=1.0&status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21");
    }

    [TestCaseSource(nameof(Signatures))]
    public void A_published_example_is_signed_as_published(string method, string url, string clientSecret, string tokenSecret, string signature, string parameters) =>
        Assert.That(HmacSha1.Sign(BaseString.Of(new(method), new(url), BaseString.Decode(parameters)), clientSecret, tokenSecret), Is.EqualTo(signature));

    [Test]
    public void The_base_string_of_RFC_5849_is_as_printed() =>
        Assert.That(
            BaseString.Of(HttpMethod.Post, new("http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"), BaseString.Decode(
                "c2&a3=2+q&oauth_consumer_key=9djdj82h48djs9d2&oauth_token=kkk9d7dh3k39sjv7&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131201&oauth_nonce=7d8f3e4a")),
            Is.EqualTo("POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2"
                + "%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7"));

    [TestCase("HTTP://EXAMPLE.COM:80/r%20v/X?id=123", "http%3A%2F%2Fexample.com%2Fr%2520v%2FX")]
    [TestCase("https://www.example.net:8080/?q=1", "https%3A%2F%2Fwww.example.net%3A8080%2F")]
    [TestCase("https://example.com:443", "https%3A%2F%2Fexample.com%2F")]
    [TestCase("https://[2001:db8::1]:8443/a", "https%3A%2F%2F%5B2001%3Adb8%3A%3A1%5D%3A8443%2Fa")]
    public void The_address_is_in_lower_case_without_its_usual_port_and_its_path_as_sent(string url, string address) =>
        Assert.That(BaseString.Of(HttpMethod.Get, new(url), []).Split('&')[1], Is.EqualTo(address));

    private static TestCaseData Row(string name, string method, string url, string clientSecret, string tokenSecret, string signature, string parameters) =>
        new TestCaseData(method, url, clientSecret, tokenSecret, signature, parameters).SetArgDisplayNames(name);
}
