using OAuthClient.Http;

namespace OAuthClient.Tests.Http;

/// <summary>Secrets in a provider's error text or answer body are masked before an error shows the text.</summary>
public class MaskTests
{
    private static readonly Secret[] Sent = ["s/3cr+t & \"sält\" 100%", "pin-4711", "pin-4711-long"];

    [TestCase("""as it is: s/3cr+t & "sält" 100%.""")]
    [TestCase("""as another case: S/3CR+T & "SÄLT" 100%.""")]
    [TestCase("in an address: s%2F3cr%2Bt%20%26%20%22s%C3%A4lt%22%20100%25.")]
    [TestCase("in an address, small: s%2f3cr%2bt%20%26%20%22s%c3%a4lt%22%20100%25.")]
    [TestCase("in a form: s%2F3cr%2Bt+%26+%22s%C3%A4lt%22+100%25.")]
    [TestCase("in a form, hardly encoded: s/3cr%2Bt+%26+\"sält\"+100%25.")]
    [TestCase("""in JSON: s\/3cr+t & \"sält\" 100%.""")]
    [TestCase("""in JSON, careful: s\/3cr\u002Bt \u0026 \u0022s\u00e4lt\u0022 100%.""")]
    [TestCase("in HTML: s/3cr+t &amp; &quot;sält&quot; 100%.")]
    [TestCase("in HTML, numbers: s/3cr&#43;t &#38; &#34;s&#228;lt&#34; 100&#37;.")]
    [TestCase("in HTML, hexadecimal: s/3cr&#x2B;t &#x26; &#x22;s&#xe4;lt&#x22; 100&#x25;.")]
    public void A_sent_secret_is_masked_in_every_encoding(string text) =>
        Assert.That(
            Mask.MaskErrorText(text, Sent),
            Is.EqualTo(text[..(text.IndexOf(':', StringComparison.Ordinal) + 2)] + "***."));

    [TestCase("one pin-4711 and pin-4711-long", "one *** and ***", Description = "the longer first")]
    [TestCase("cut off: pin-47", "cut off: ***", Description = "a text that ends inside a secret")]
    [TestCase("cut off: pin", "cut off: pin", Description = "too little to tell")]
    public void Parts_of_sent_secrets_are_masked(string text, string shown) =>
        Assert.That(Mask.MaskErrorText(text, Sent), Is.EqualTo(shown));

    [TestCase(
        "Session eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl expired",
        "Session *** expired")]
    [TestCase("token 0123456789abcdef0123456789abcdef is revoked", "token *** is revoked")]
    [TestCase("token ya29_A0AfH6SMB-x1y2z3X4Y5Z6a7b8 is revoked", "token *** is revoked")]
    [TestCase(
        "see https://docs.example/oauth2/error-reference-for-developers-2024#invalid-redirect-uri",
        "see https://docs.example/oauth2/error-reference-for-developers-2024#invalid-redirect-uri")]
    [TestCase("Trace ID: 0fd1c1d4-6b35-4ac2-a5d4-3f2e5d8a1b00", "Trace ID: 0fd1c1d4-6b35-4ac2-a5d4-3f2e5d8a1b00")]
    [TestCase("incorrect_client_credentials", "incorrect_client_credentials")]
    public void Words_that_look_like_tokens_are_masked(string text, string shown) =>
        Assert.That(Mask.MaskErrorText(text, []), Is.EqualTo(shown));

    [TestCase(
        """{"access_token":"short","code":"a b\" c","mac_key":"k"}""",
        """{"access_token":***,"code":***,"mac_key":***}""")]
    [TestCase("access_token=short&client_secret=x&scope=a", "access_token=***&client_secret=***&scope=a")]
    [TestCase("<access_token>short</access_token>", "<access_token>***</access_token>")]
    [TestCase("password: hunter2, user: anna", "password: ***, user: anna")]
    [TestCase("""{"access_token":"sho""", """{"access_token":***""")]
    [TestCase("something like 0123456789abcdef", "something like ***")]
    [TestCase("error_description=invalid&AUTH_CODE_MISSING", "error_description=invalid&AUTH_CODE_MISSING")]
    [TestCase(" \r\n ", "(empty)")]
    public void Values_in_an_excerpt_that_are_named_or_look_like_secrets_are_masked(string body, string shown) =>
        Assert.That(Mask.MaskExcerpt(body, []), Is.EqualTo(shown));

    [TestCase("a\r\nb\tc\0d\u0085e\u2028f\u2029g\u202Eh", "a  b c d e f g h")]
    public void Line_breaks_and_invisible_characters_become_spaces(string text, string shown) =>
        Assert.That(Mask.MaskErrorText(text, []), Is.EqualTo(shown));

    [Test]
    public void A_long_text_is_cut_but_never_inside_a_surrogate_pair()
    {
        Assert.That(Mask.MaskErrorText(new string('.', 300), []), Is.EqualTo(new string('.', 200) + "…"));
        Assert.That(Mask.MaskErrorText(new string('.', 199) + "😀 and more", []), Is.EqualTo(new string('.', 199) + "…"));
    }
}
