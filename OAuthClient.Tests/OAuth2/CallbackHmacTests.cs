using System.Security.Cryptography;
using System.Text;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

public class CallbackHmacTests
{
    // Computed with openssl dgst -sha256 -hmac hush over
    // code=0907a&host=YQ%3D%3D&shop=some-shop.myshopify.com&state=0.6784&timestamp=1337178173
    private const string Signature = "e111b941a4e1856cb921b9fd508787ae1ebbc75343799eccbfb3d43464fe763d";
    private const string Query =
        "shop=some-shop.myshopify.com&timestamp=1337178173&state=0.6784&code=0907a&host=YQ%3D%3D";

    [TestCase(Query + "&hmac=" + Signature, true, TestName = "A signature over the sorted query holds")]
    [TestCase("hmac=" + Signature + "&" + Query, true, TestName = "Wherever it stands")]
    [TestCase(Query, false, TestName = "No signature does not hold")]
    [TestCase(Query + "&hmac=", false, TestName = "An empty one does not hold")]
    [TestCase(Query + "&x=1&hmac=" + Signature, false, TestName = "A parameter more breaks it")]
    [TestCase("shop=other-shop.myshopify.com&timestamp=1337178173&state=0.6784&code=0907a&host=YQ%3D%3D&hmac="
        + Signature, false, TestName = "Another value breaks it")]
    [TestCase(Query + "&hmac=" + Signature + "00", false, TestName = "A longer one does not hold")]
    [TestCase(Query + "&hmac=zz", false, TestName = "One that is no hexadecimal does not hold")]
    public void The_HMAC_of_a_query_is_validated(string query, bool holds) =>
        Assert.That(CallbackHmac.IsValid(OAuthCallback.FromUrl(query), "hmac", "hush"), Is.EqualTo(holds));

    [Test]
    public void An_HMAC_in_capital_letters_is_valid() =>
        Assert.That(
            CallbackHmac.IsValid(OAuthCallback.FromUrl($"{Query}&hmac={Signature.ToUpperInvariant()}"), "hmac", "hush"),
            Is.True);

    [Test]
    public void An_HMAC_with_another_key_is_invalid() =>
        Assert.That(CallbackHmac.IsValid(OAuthCallback.FromUrl($"{Query}&hmac={Signature}"), "hmac", "Hush"), Is.False);

    [Test]
    public void A_truncated_HMAC_is_invalid() =>
        Assert.That(
            CallbackHmac.IsValid(OAuthCallback.FromUrl($"{Query}&hmac={Signature[..^2]}"), "hmac", "hush"),
            Is.False);

    [Test]
    public void An_HMAC_parameter_without_a_client_secret_is_refused() =>
        Assert.That(() => new OAuthDance(new OAuth2Provider
        {
            Name = "x",
            ClientId = "x",
            AuthorizationEndpoint = "https://x.example/",
            TokenEndpoint = "https://x.example/",
            Quirks = new() { CallbackHmacParameter = "hmac" },
        }, "https://app.example/callback"), Throws.ArgumentException.With.Message.Contains("needs a ClientSecret"));

    [Test]
    public async Task A_forged_callback_is_refused_and_the_signed_one_still_ends_the_login()
    {
        var setup = new DanceSetup(provider: provider => provider with
        {
            Quirks = new() { CallbackHmacParameter = "hmac" },
        });
        var callback = await setup.GetCallbackUrlAsync("42");
        var forged = await setup.Dance.FinishAsync($"{callback}&hmac={Signature}", setup.Browser.Cookie);
        var signed = await setup.Dance.FinishAsync(
            $"{callback}&hmac={Sign(callback.Split('?')[1])}", setup.Browser.Cookie);
        Assert.That(
            (forged.Error?.Code, signed.IsStored, setup.TokenRequestCount),
            Is.EqualTo((OAuthErrorCode.CallbackSignatureInvalid, true, 1)));
    }

    private static string Sign(string query) => Convert.ToHexString(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(PretendProvider.ClientSecret),
        Encoding.UTF8.GetBytes(string.Join('&', query.Split('&').Order(StringComparer.Ordinal)))));
}
