using OAuthClient.OAuth1;

namespace OAuthClient.Tests.OAuth1;

/// <summary>
/// OAuth 1 signatures that a specification or a provider published, or that oauthlib or OpenSSL computed.
/// </summary>
public class SignatureVectorTests
{
    // RFC 5849 section 3.4.1.1. The signature that section 3.1 prints for this request contradicts this base string,
    // which is a known erratum.
    private const string RfcBaseString = "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da"
        + "%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
        + "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7";

    private const string RfcUrl = "http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b";

    private const string RfcOAuthParameters = "oauth_consumer_key=9djdj82h48djs9d2&oauth_token=kkk9d7dh3k39sjv7"
        + "&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131201&oauth_nonce=7d8f3e4a";

    private const string PhotoRequest = "GET http://photos.example.net/photos?file=vacation.jpg&size=original";

    private static readonly (string Method, string Signature)[] PhotoSignatures =
    [
        ("HMAC-SHA1", "tR3+Ty81lMeYAr/Fid0kMTYa/WM="),
        ("HMAC-SHA256", "WVPzl1j6ZsnkIjWr7e3OZ3jkenL57KwaLFhYsroX1hg="),
        ("HMAC-SHA512", "nQYVqZl8EkEH4fThSn+25i1gc68aX+FHTHSAXrxIl2ixdAofXM/pq2x90UaOFIZQxvkzE5VRZpPbjo6i+fe6rg=="),
    ];

    private static readonly (string Version, string Signature)[] TweetSignatures =
    [
        ("1.1", "hCtSmYh+iHYCEqBWrE7C7hYmtUk="),
        ("1", "tnnArxj06cWHq44gCs1OSKk/jLY="),
    ];

    /// <summary>An OAuth 1 request with its secrets and the expected signature.</summary>
    public sealed record Example(string Request, string Signature)
    {
        public string Method { get; init; } = "HMAC-SHA1";

        public string Form { get; init; } = "";

        public string ClientSecret { get; init; } = "kd94hf93k423kf44";

        public string TokenSecret { get; init; } = "";

        public string OAuthParameters { get; init; } = "";
    }

    private static IEnumerable<TestCaseData> Examples()
    {
        // The signed requests of RFC 5849 section 1.2.
        yield return Row(
            "the temporary credentials of RFC 5849",
            new("POST https://photos.example.net/initiate", "74KNZJeDHnMBp0EMJ9ZHt/XKycU=")
            {
                OAuthParameters = "oauth_consumer_key=dpf43f3p2l4k3l03&oauth_signature_method=HMAC-SHA1"
                    + "&oauth_timestamp=137131200&oauth_nonce=wIjqoS"
                    + "&oauth_callback=http%3A%2F%2Fprinter.example.com%2Fready",
            });
        yield return Row(
            "the token credentials of RFC 5849",
            new("POST https://photos.example.net/token", "gKgrFCywp7rO0OXSjdot/IHF7IU=")
            {
                TokenSecret = "hdhd0244k9j7ao03",
                OAuthParameters = "oauth_consumer_key=dpf43f3p2l4k3l03&oauth_token=hh5s93j4hdidpola"
                    + "&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131201&oauth_nonce=walatlh"
                    + "&oauth_verifier=hfdp7dh39dks9884",
            });
        yield return Row(
            "the photo of RFC 5849",
            new(PhotoRequest, "MdpQcU8iPSUjWoN/UDMsK2sui9I=")
            {
                TokenSecret = "pfkkdhi9sl3r4s00",
                OAuthParameters = "oauth_consumer_key=dpf43f3p2l4k3l03&oauth_token=nnch734d00sl2jdk"
                    + "&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131202&oauth_nonce=chapoH",
            });
        // The request and the HMAC-SHA1 signature of OAuth Core 1.0, appendix A.5. oauthlib computed the signatures for
        // the other two signature methods.
        foreach (var (method, signature) in PhotoSignatures)
        {
            yield return Row(
                $"the photo of OAuth Core 1.0 by {method}",
                new(PhotoRequest, signature)
                {
                    Method = method,
                    TokenSecret = "pfkkdhi9sl3r4s00",
                    OAuthParameters = "oauth_consumer_key=dpf43f3p2l4k3l03&oauth_token=nnch734d00sl2jdk"
                        + $"&oauth_signature_method={method}&oauth_timestamp=1191242096"
                        + "&oauth_nonce=kllo9940pd9333jh&oauth_version=1.0",
                });
        }
        yield return Row(
            "the request of RFC 5849 with unusual parameters",
            new($"POST {RfcUrl}", "r6/TJjbCOr97/+UU0NsvSne7s5g=")
            {
                Form = "c2&a3=2+q",
                ClientSecret = "j49sk3j29djd",
                TokenSecret = "dh893hdasih9",
                OAuthParameters = RfcOAuthParameters,
            });
        foreach (var (version, signature) in TweetSignatures)
        {
            yield return Row(
                $"X's tweet, version {version}",
                new($"POST https://api.twitter.com/{version}/statuses/update.json?include_entities=true", signature)
                {
                    Form = "status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21",
                    ClientSecret = "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
                    TokenSecret = "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
                    OAuthParameters = "oauth_consumer_key=xvz1evFS4wEEPTGEFPHBog"
                        + "&oauth_token=370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"
                        + "&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1318622958"
                        + "&oauth_nonce=kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg&oauth_version=1.0",
                });
        }
    }

    [TestCaseSource(nameof(Examples))]
    public void A_published_example_is_signed_as_published(Example example)
    {
        var parts = example.Request.Split(' ');
        var request = new RequestToSign(parts[0], new(parts[1])) { Form = example.Form };
        var baseString = BaseString.Create(request, [.. OAuthParameters(example.OAuthParameters)]);
        var method = OAuth1FieldReader.ParseSignatureMethod(example.Method, default);
        var signature = method.Sign(baseString, example.ClientSecret, example.TokenSecret);
        Assert.That(signature, Is.EqualTo(example.Signature));
    }

    [Test]
    public void The_base_string_of_RFC_5849_is_as_printed() =>
        Assert.That(
            BaseString.Create(
                new("POST", new(RfcUrl)) { Form = "c2&a3=2+q" }, [.. OAuthParameters(RfcOAuthParameters)]),
            Is.EqualTo(RfcBaseString));

    // oauthlib computed all expected signatures; OpenSSL computed the RSA signatures too.
    [TestCase("HMAC-SHA1", "wsdNmjGB7lvis0UJuPAmjvX/PXw=")]
    [TestCase("HMAC-SHA256", "wdfdHUKXHbOnOGZP8WFAWMSAmWzN3EVBWWgXGlC/Eo4=")]
    [TestCase("HMAC-SHA512", "u/vlyZFDxOWOZ9UUXwRBJHvq8/T4jCA74ocRmn2ECnjUBTAeJiZIRU8hDTjS88Tz1fGONffMpdZxUkUTW3k1kg==")]
    [TestCase("PLAINTEXT", "ECrDNoq1VYzzzzzzzzzyAK7TwZNtPnkqatqZZZZ&just-a-string%20%20%20%20asdasd")]
    [TestCase("RSA-SHA1", "C/hHrSPjUbRe4u68bQ+ojUQsKNlyTbanD4pHZAD+2ZtL1mCEX1ZbGQ2+8OfM/kCFaJarGe1UBp/X1fk3bHbLbCLDWAiDfXZvi9NwwVona6Zg+/RpC0ud3ZNPyr/cy8t/wU6MQe06RRQ9K3hm+U1L3EmScCve14gXq+wHCeaWPnRqQjngvTbOH0NkoLpg6UbP4hjUxzaG4xR4tSrD0YtA88tHTIUUWAURawgcIf8IixFwYP4dFOfzTMl5BpUXwgiqPSEqzCLgLPx7obzk8QOcrCxblarBZb3bVVeRokV/gTgpky5FSYf0ze/1+ljxNW7E7CpN7seaonHKWfb2e5NP8Q==")]
    [TestCase("RSA-SHA256", "LxvM9njonqGO+a5ObW5OC5kqwdo98c0fE/zHJXxiq1XJr3kmoYQSeNz+7GoAsnyUD8vmvX3MuJwb85Rygv4NtRhuTb6PQ6psVExOJEHoR6vlw8KBdd5E2xxIbOG+WAX+Zm5p4+HClakKOtYXBM279mQpmBAUXNWvNXVBeknxn4kYNQ3ca3hDgN/6ShK4uLyRi4o+0JZiJsgBi5vT1rlk29oCIbcW8piQoFpxGQ1WIF1T09kps7UbIevNuQdwnSFk/smmcU+seHMFj3JMULKFpREE4QNxu+vcTNfZz6WCzbuabVwGvFZ4XRQCXuLv8NWyr0UMEbV24lX44VWsOoHE8w==")]
    [TestCase("RSA-SHA512", "XhSKq0eywBMXlcZWd3Pp65ySqiqwcYQaFluui6xIgYRNIUjM4t8bgHhFkd5PDop+jV4aHwjVaoRGQoNK72GcFtYFaTJ9V+0TpdJzginMdoTDdRJ9BOaYmBnXPMk9LA65NBqZ79mUMsB4tyd0Km58C0yQVJD7gL/V8XaVa+fa0mKGyQMK1wTlNrbQy6Ct/O7iYtFTLMJxVYURp7w72IEmzJ91A8jA8w0jO8k1arIMVqn9A9h9thJeFWW+UeVX+aCaj5pstR31itcVAf3GarUObXolwdTG3EvhanfzgWpXDHd2FhH0kHuRpSLHbV0PYzLaFsBJvMtxX5psexX8l2ewrA==")]
    public void A_base_string_is_signed_as_oauthlib_signs_it(string method, string signature) =>
        Assert.That(
            OAuth1FieldReader.ParseSignatureMethod(method, Repository.Read("OAuthClient.Tests/OAuth1/vector-key.pem"))
                .Sign(RfcBaseString, "ECrDNoq1VYzzzzzzzzzyAK7TwZNtPnkqatqZZZZ", "just-a-string    asdasd"),
            Is.EqualTo(signature));

    // RFC 5849 section 3.4.2: the HMAC key contains the & even when a secret is empty.
    [TestCase("", "", "&")]
    [TestCase("a", "", "a&")]
    [TestCase("", "b", "&b")]
    [TestCase("a&b", "c=d", "a%26b&c%3Dd")]
    [TestCase("é", "~-._", "%C3%A9&~-._")]
    public void The_key_is_both_secrets_encoded_with_an_ampersand_between(
        string clientSecret, string tokenSecret, string key) =>
        Assert.That(SignatureMethod.PlainText.Sign("not used", clientSecret, tokenSecret), Is.EqualTo(key));

    private static IEnumerable<(string Name, string Value)> OAuthParameters(string form) =>
        from pair in form.Split('&')
        let parts = pair.Split('=')
        select (parts[0], Uri.UnescapeDataString(parts[1]));

    private static TestCaseData Row(string name, Example example) =>
        new TestCaseData(example).SetArgDisplayNames(name);
}
