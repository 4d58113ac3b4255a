using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>
/// An OAuth 1 provider whose value contradicts itself is refused at start-up, by the name of the field.
/// </summary>
public class ProviderValueTests
{
    private static readonly OAuth1Provider Valid = new PretendProvider().OAuth1;

    private static readonly Dictionary<string, string> EndpointQueries = new()
    {
        [nameof(OAuth1Provider.TemporaryCredentialEndpoint)] = "https://pretend.example/initiate?oauth_callback=x",
        [nameof(OAuth1Provider.AuthorizationEndpoint)] = "https://pretend.example/authorize?a=b&oauth_token=x",
        [nameof(OAuth1Provider.TokenEndpoint)] = "https://pretend.example/token?oauth_verifier",
    };

    private static IEnumerable<TestCaseData> Contradictions()
    {
        static TestCaseData Row(OAuth1Provider provider, params string[] message) =>
            new TestCaseData(provider, message).SetArgDisplayNames(message);
        yield return Row(
            Valid with { AuthorizationParameters = new Dictionary<string, string> { ["oauth_token"] = "x" } },
            "AuthorizationParameters",
            "'oauth_token'");
        yield return Row(
            Valid with { AuthorizationParameters = new Dictionary<string, string> { ["oauth_callback"] = "x" } },
            "AuthorizationParameters",
            "'oauth_callback'");
        yield return Row(
            Valid with { ApiHeaders = new Dictionary<string, string> { ["authorization"] = "Basic x" } },
            "ApiHeaders",
            "Authorization");
        yield return Row(
            Valid with { Quirks = new() { NoVerifier = true, NoVerifierIsDenial = true } },
            "NoVerifier",
            "NoVerifierIsDenial");
        foreach (var (field, url) in EndpointQueries)
        {
            var provider = field switch
            {
                nameof(OAuth1Provider.TokenEndpoint) => Valid with { TokenEndpoint = url },
                nameof(OAuth1Provider.AuthorizationEndpoint) => Valid with { AuthorizationEndpoint = url },
                _ => Valid with { TemporaryCredentialEndpoint = url },
            };
            yield return Row(provider, field, "oauth_");
        }
    }

    [TestCaseSource(nameof(Contradictions))]
    public void A_value_that_contradicts_itself_is_refused(OAuth1Provider provider, string[] message)
    {
        var refused = Assert.Throws<ArgumentException>(() => _ = new OAuthDance(provider, DanceSetup.RedirectUri))!;
        foreach (var part in message)
            Assert.That(refused.Message, Does.Contain(part));
    }

    [TestCase("private_key", "a-key", "signature_method", null)]
    [TestCase("private_key", "a-key", "signature_method", "HMAC-SHA1")]
    [TestCase("private_key", "a-key", "signature_method", "HMAC-SHA256")]
    [TestCase("private_key", "a-key", "signature_method", "PLAINTEXT")]
    [TestCase("private_key", "", "signature_method", "HMAC-SHA512")]
    [TestCase("private_key", null, "signature_method", "RSA-SHA1")]
    [TestCase("private_key", "no PEM", "signature_method", "RSA-SHA256")]
    [TestCase("realm", "Photos", "placement", "query")]
    public void Fields_that_contradict_each_other_are_refused(
        string field, string? value, string otherField, string? otherValue)
    {
        var fields = new Dictionary<string, string?>
        {
            ["name"] = "pretend",
            ["client_id"] = "me",
            [field] = value,
            [otherField] = otherValue,
        };
        var given = fields
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!));
        Assert.That(
            () => OAuth1Provider.FromFields(given),
            Throws.ArgumentException.With.Message.Contains(field).And.Message.Not.Contains("a-key"));
    }

    [Test]
    public void A_value_without_a_contradiction_is_taken()
    {
        var provider = Valid with
        {
            Realm = "Photos",
            Placement = ParameterPlacement.Form,
            ApiHeaders = new Dictionary<string, string> { ["X-Authorization"] = "x" },
            TokenEndpoint = "https://pretend.example/token?scope=oauth_x",
        };
        Assert.That(() => new OAuthDance(provider, DanceSetup.RedirectUri), Throws.Nothing);
    }
}
