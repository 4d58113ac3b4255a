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

    private static readonly OAuth2Provider WithoutSecret = new()
    {
        Name = "x",
        ClientId = "x",
        AuthorizationEndpoint = "https://x.example/",
        TokenEndpoint = "https://x.example/",
        Quirks = new() { CallbackHmacParameter = "hmac" },
    };

    [TestCase(Query + "&hmac=" + Signature, true, TestName = "An HMAC at the end of the query is valid")]
    [TestCase("hmac=" + Signature + "&" + Query, true, TestName = "An HMAC at the beginning of the query is valid")]
    [TestCase(Query, false, TestName = "A query without an HMAC is invalid")]
    [TestCase(Query + "&hmac=", false, TestName = "An empty HMAC is invalid")]
    [TestCase(Query + "&x=1&hmac=" + Signature, false, TestName = "An additional parameter makes the HMAC invalid")]
    [TestCase(
        "shop=other-shop.myshopify.com&timestamp=1337178173&state=0.6784&code=0907a&host=YQ%3D%3D&hmac=" + Signature,
        false,
        TestName = "Another value makes the HMAC invalid")]
    [TestCase(Query + "&hmac=" + Signature + "00", false, TestName = "A longer HMAC is invalid")]
    [TestCase(Query + "&hmac=zz", false, TestName = "An HMAC that is not hexadecimal is invalid")]
    public void The_HMAC_of_a_query_is_validated(string query, bool isValid) =>
        Assert.That(CallbackHmac.IsValid(OAuthCallback.FromUrl(query), "hmac", "hush"), Is.EqualTo(isValid));

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
        Assert.That(
            () => new OAuthDance(WithoutSecret, DanceSetup.RedirectUri),
            Throws.ArgumentException.With.Message.Contains("needs a ClientSecret"));

    [Test]
    public async Task A_forged_callback_is_refused_and_the_signed_callback_still_completes_the_login()
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

    private static string Sign(string query)
    {
        var sorted = string.Join('&', query.Split('&').Order(StringComparer.Ordinal));
        var key = Encoding.UTF8.GetBytes(PretendProvider.ClientSecret);
        return Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(sorted)));
    }
}
