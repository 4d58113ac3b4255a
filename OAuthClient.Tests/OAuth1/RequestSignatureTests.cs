using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>Requests that are signed outside of a session.</summary>
public class RequestSignatureTests
{
    private static readonly OAuth1Provider Provider = new PretendProvider().OAuth1;

    [Test]
    public async Task Each_leg_and_a_call_can_be_signed_and_signed_again(
        [Values] ParameterPlacement placement, [Values(null, "oauth_callback", "oauth_verifier")] string? parameter)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://pretend.example/api/%7Eme?a=b")
        {
            Content = new FormUrlEncodedContent([new("c", "d")]),
        };
        var provider = Provider with { Placement = placement };
        var token = new OAuthToken { AccessToken = "token", TokenSecret = "its secret" };
        var parameters = new Dictionary<string, string>();
        if (parameter is not null)
            parameters[parameter] = "https://app.example/?x=y";
        var signatures = new HashSet<string>();
        for (var number = 1; number <= 2; number++)
        {
            await RequestSignature.AddAsync(provider, request, token, parameters);
            var explanation = await SignatureExplanation.OfAsync(provider, request, token.TokenSecret);
            Assert.That(explanation.IsValid, Is.True, explanation.ToString());
            Assert.That(
                explanation.Parameters.Select(pair => pair.Key),
                Is.Unique.And.SupersetOf(new[] { "a", "c", "oauth_token", parameter ?? "oauth_nonce" }));
            signatures.Add(explanation.BaseString.Reveal());
        }
        Assert.That(signatures, Has.Count.EqualTo(2), "each has a nonce of its own");
    }

    [TestCase("oauth_nonce")]
    [TestCase("oauth_token")]
    [TestCase("oauth_signature")]
    [TestCase("callback")]
    [TestCase("")]
    public void A_parameter_that_is_not_of_the_protocol_or_that_signing_sets_is_refused(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://pretend.example/");
        var parameters = new Dictionary<string, string> { [name] = "x" };
        Assert.That(
            async () => await RequestSignature.AddAsync(Provider, request, parameters: parameters),
            Throws.ArgumentException.With.Message.Contains($"'{name}'"));
        Assert.That(request.Headers, Is.Empty);
    }

    [Test]
    public void A_relative_address_and_an_invalid_provider_are_refused()
    {
        using var relative = new HttpRequestMessage(HttpMethod.Get, "/api");
        Assert.That(async () => await RequestSignature.AddAsync(Provider, relative), Throws.ArgumentException);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://pretend.example/");
        Assert.That(
            async () => await RequestSignature.AddAsync(Provider with { ClientId = "" }, request),
            Throws.ArgumentException.With.Message.Contains("ClientId"));
    }
}
