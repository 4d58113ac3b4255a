using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

/// <summary>What token answers are read as.</summary>
public class TokenResponseTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestCase("""{"access_token":"a","expires_in":3600}""", 3600)]
    [TestCase("""{"access_token":"a","expires_in":"3600"}""", 3600)]
    [TestCase("""{"access_token":"a","expires_in":"3600.5"}""", 3600.5)]
    [TestCase("""{"access_token":"a","expires_in":0}""", 0)]
    [TestCase("""{"access_token":"a","expires_in":-5}""", -5)]
    [TestCase("""{"access_token":"a","expires_in":null}""", null)]
    [TestCase("""{"access_token":"a","expires_in":1e99}""", null)]
    [TestCase("""{"access_token":"a","expires_in":"NaN"}""", null)]
    [TestCase("""{"access_token":"a"}""", null)]
    [TestCase("access_token=a&expires_in=3600", 3600)]
    public void The_lifetime_is(string body, double? seconds) =>
        Assert.That(Read(body).ExpiresAt, Is.EqualTo(seconds is null ? (DateTimeOffset?)null : Now.AddSeconds(seconds.Value)));

    [TestCase("""{"access_token":"a","scope":"one two"}""", "one two")]
    [TestCase("""{"access_token":"a","scope":"one,two"}""", "one two")]
    [TestCase("""{"access_token":"a","scope":["one","two"]}""", "one two")]
    [TestCase("""{"access_token":"a","scope":"two"}""", "two")]
    [TestCase("""{"access_token":"a","scope":""}""", "")]
    [TestCase("""{"access_token":"a"}""", "one two")]
    public void The_granted_scopes_are(string body, string scopes) => Assert.That(string.Join(' ', Read(body).GrantedScopes), Is.EqualTo(scopes));

    [Test]
    public void What_was_asked_for_and_not_granted_is_missing() =>
        Assert.That(Read("""{"access_token":"a","scope":"two three"}""").MissingScopes, Is.EqualTo(new[] { "one" }));

    [TestCase("""{"access_token":"a","access_token":"b"}""", OAuthErrorCode.AnswerUnreadable, TestName = "A repeated name in JSON is refused")]
    [TestCase("access_token=a&access_token=b", OAuthErrorCode.AnswerUnreadable, TestName = "A repeated name in a form is refused")]
    [TestCase("""{"access_token":""}""", OAuthErrorCode.TokenMissing, TestName = "An empty token is none")]
    [TestCase("""["a"]""", OAuthErrorCode.AnswerUnreadable, TestName = "A list is no answer")]
    [TestCase("just text", OAuthErrorCode.AnswerUnreadable, TestName = "A text is no answer")]
    public void What_cannot_be_a_token_is_a_typed_error(string body, string code) =>
        Assert.That(() => Read(body), Throws.TypeOf<OAuthException>().With.Property(nameof(OAuthException.Error)).Property(nameof(OAuthError.Code)).EqualTo(code));

    [Test]
    public void Nesting_without_end_is_refused() =>
        Assert.That(() => Read($$"""{"a":{{new string('[', 10_000)}}"""), Throws.TypeOf<OAuthException>());

    [Test]
    public void Every_field_of_the_answer_is_kept() =>
        Assert.That(Read("""{"access_token":"a","team":{"id":7}}""").Fields["team"].Reveal(), Is.EqualTo("""{"id":7}"""));

    private static OAuthToken Read(string body) =>
        TokenResponse.Read(new("https://pretend.example/token", 200, body), new PretendProvider().OAuth2 with { Scopes = ["one", "two"] }, Now, []);
}
