namespace OAuthClient.Tests;

public class OAuthCallbackTests
{
    [TestCase("https://app.example/callback?code=a%20b&state=c")]
    [TestCase("/callback?code=a+b&state=c#fragment")]
    [TestCase("?code=a%20b&state=c")]
    [TestCase("code=a%20b&state=c")]
    public void A_callback_is_read_from_a_URL_a_path_or_a_query(string url) =>
        Assert.That(
            (OAuthCallback.FromUrl(url)["code"], OAuthCallback.FromUrl(url)["state"]),
            Is.EqualTo(("a b", "c")));

    [TestCase("code=a?b&state=c")]
    [TestCase("/callback?code=a?b&state=c")]
    public void A_question_mark_in_a_value_is_part_of_the_value(string url) =>
        Assert.That(OAuthCallback.FromUrl(url)["code"], Is.EqualTo("a?b"));

    [Test]
    public void A_callback_prints_its_names_and_no_values() =>
        Assert.That(
            OAuthCallback.FromUrl("?code=c0ffee&state=5ecret").ToString(),
            Is.EqualTo("OAuthCallback { code, state }"));
}
