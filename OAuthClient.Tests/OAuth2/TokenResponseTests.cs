using OAuthClient.Http;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

/// <summary>
/// The parsing of single fields of a token response. Whole answers of real providers are tested in the folder Answers.
/// </summary>
public class TokenResponseTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestCase("3600", 3600)]
    [TestCase("3600.5", 3600.5)]
    [TestCase("36e2", 3600)]
    [TestCase("\"3600\"", 3600)]
    [TestCase("\" 3600.5 \"", 3600.5)]
    [TestCase("0", 0)]
    [TestCase("\"0\"", 0)]
    [TestCase("-0.0", 0)]
    [TestCase("-5", -5)]
    [TestCase("1700000000", 1700000000, Description = "a lifetime is never a date")]
    [TestCase("null", null)]
    [TestCase("\"\"", null)]
    [TestCase("\"soon\"", null)]
    [TestCase("\"3,600\"", null)]
    [TestCase("\"2026-01-01T01:00:00Z\"", null)]
    [TestCase("true", null)]
    [TestCase("{\"seconds\":1}", null)]
    [TestCase("[3600]", null)]
    [TestCase("1e99", null)]
    [TestCase("-1e99", null)]
    [TestCase("1e999", null)]
    [TestCase("9223372036854775807", null)]
    [TestCase("99999999999999999999999999", null)]
    [TestCase("\"NaN\"", null)]
    [TestCase("\"Infinity\"", null)]
    [TestCase("\"-Infinity\"", null)]
    [TestCase("\"\u221E\"", null)]
    public void Expires_in_is_read_as(string json, double? seconds) =>
        Assert.That(
            Read($$"""{"access_token":"a","expires_in":{{json}}}""").ExpiresAt,
            Is.EqualTo(After(seconds)));

    [TestCase("3600", 3600)]
    [TestCase("\"3600\"", 3600)]
    [TestCase("0", 0)]
    [TestCase("-1", -1)]
    [TestCase("999999999", 999999999)]
    [TestCase("1767229200", 3600, Description = "seconds since 1970")]
    [TestCase("\"1767229200\"", 3600)]
    [TestCase("1767229200.5", 3600.5)]
    [TestCase("1767229200000", 3600, Description = "milliseconds since 1970")]
    [TestCase("1000000000", -767225600, Description = "the smallest value that is a date")]
    [TestCase("\"2026-01-01T01:00:00Z\"", 3600)]
    [TestCase("\"2026-01-01T01:00:00\"", 3600, Description = "no offset is UTC")]
    [TestCase("\"2026-01-01T03:00:00+02:00\"", 3600)]
    [TestCase("\"2026-01-01T03:00:00+0200\"", 3600)]
    [TestCase("\"2026-01-01 01:00:00\"", 3600)]
    [TestCase("\"2026-01-01T01:00:00.5Z\"", 3600.5)]
    [TestCase("\"Thu, 01 Jan 2026 01:00:00 GMT\"", 3600)]
    [TestCase("\"01/02/2026 01:00:00\"", null, Description = "the order of month and day is unknown")]
    [TestCase("\"12:00\"", null)]
    [TestCase("\"never\"", null)]
    [TestCase("\"Thu, 99 Foo 2026\"", null)]
    [TestCase("\"99999-01-01T00:00:00Z\"", null)]
    [TestCase("253402300800000", null, Description = "the year 10000")]
    [TestCase("1e99", null)]
    [TestCase("-1e99", null)]
    [TestCase("\"NaN\"", null)]
    [TestCase("\"Infinity\"", null)]
    [TestCase("null", null)]
    [TestCase("\"\"", null)]
    public void Expires_and_expires_at_and_expires_on_are_read_as(string json, double? seconds)
    {
        foreach (var name in new[] { "expires", "expires_at", "expires_on" })
        {
            Assert.That(
                Read($$"""{"access_token":"a","{{name}}":{{json}}}""").ExpiresAt,
                Is.EqualTo(After(seconds)),
                name);
        }
    }

    [TestCase("""{"access_token":"a","expires_at":1767232800,"expires_in":3600}""", 3600)]
    [TestCase("""{"access_token":"a","expires_at":1767232800,"expires_in":null}""", 7200)]
    [TestCase("""{"access_token":"a","expires_at":1767232800,"expires_in":"unknown"}""", 7200)]
    [TestCase("""{"access_token":"a","expires_on":1,"expires_at":2,"expires":3}""", 3)]
    [TestCase("""{"access_token":"a","expires_on":1,"expires_at":"?","expires":"?"}""", 1)]
    public void The_first_readable_expiry_field_decides(string body, double seconds) =>
        Assert.That(Read(body).ExpiresAt, Is.EqualTo(Now.AddSeconds(seconds)));

    [TestCase("""{"access_token":"a","expires_in":0}""", null)]
    [TestCase("""{"access_token":"a","expires_in":"0.0","expires":60}""", 60)]
    [TestCase("""{"access_token":"a","expires_in":60}""", 60)]
    public void Zero_means_no_expiry_with_the_quirk_ZeroMeansNoExpiry(string body, double? seconds) =>
        Assert.That(
            Read(body, provider => provider with { Quirks = new() { ZeroMeansNoExpiry = true } }).ExpiresAt,
            Is.EqualTo(After(seconds)));

    [TestCase("0001-01-01T00:00:00Z", "-3600")]
    [TestCase("9999-12-31T23:59:59Z", "3600")]
    [TestCase("9999-12-31T23:59:59Z", "3155760000")]
    public void A_clock_at_the_end_of_its_range_is_no_overflow(string now, string lifetime) =>
        Assert.That(
            Read($$"""{"access_token":"a","expires_in":{{lifetime}}}""", now: DateTimeOffset.Parse(now)).ExpiresAt,
            Is.Null);

    [TestCase("\"one two\"", "one two")]
    [TestCase("\"two  one \"", "two one")]
    [TestCase("\"one,two\"", "one two")]
    [TestCase("\"one, two\"", "one two")]
    [TestCase("\"one one\"", "one")]
    [TestCase("[\"one\",\"two\"]", "one two")]
    [TestCase("[\"one two\",null,3,\"three\"]", "one two three")]
    [TestCase("[\"https:\\/\\/a.example\\/read\"]", "https://a.example/read")]
    [TestCase("\"[\\\"one\\\"]\"", "one")]
    [TestCase("\"[one\"", "")]
    [TestCase("[]", "")]
    [TestCase("\"\"", "")]
    [TestCase("\"two\"", "two")]
    [TestCase("null", "one two")]
    [TestCase("{\"one\":true}", "one two")]
    public void Granted_scopes_are_read_as(string json, string scopes) =>
        Assert.That(
            string.Join(' ', Read($$"""{"access_token":"a","scope":{{json}}}""").GrantedScopes),
            Is.EqualTo(scopes));

    [Test]
    public void An_answer_without_a_scope_grants_the_requested_scopes() =>
        Assert.That(Read("""{"access_token":"a"}""").GrantedScopes, Is.EqualTo(new[] { "one", "two" }));

    [Test]
    public void Missing_and_extra_scopes_are_reported_and_no_failure()
    {
        var token = Read("""{"access_token":"a","scope":"three two"}""");
        Assert.That(token.MissingScopes, Is.EqualTo(new[] { "one" }));
        Assert.That(token.ExtraScopes, Is.EqualTo(new[] { "three" }));
    }

    [TestCase("""{"access_token":"a","token_type":"BEARER"}""", "BEARER")]
    [TestCase("""{"access_token":"a","token_type":"user access token"}""", "user access token")]
    [TestCase("""{"access_token":"a","token_type":""}""", "Bearer")]
    [TestCase("""{"access_token":"a","token_type":null}""", "Bearer")]
    public void Token_type_is_read_as(string body, string type) =>
        Assert.That(
            Read(body, provider => provider with { Quirks = new() { BearerTypes = ["User Access Token"] } }).TokenType,
            Is.EqualTo(type));

    [TestCase("null")]
    [TestCase("\"\"")]
    [TestCase("false")]
    [TestCase("{}")]
    [TestCase("\"a\\nb\"")]
    public void An_invalid_refresh_token_is_ignored(string json) =>
        Assert.That(Read($$"""{"access_token":"a","refresh_token":{{json}}}""").RefreshToken.IsEmpty, Is.True);

    [TestCase("""{"access_token":""}""", TestName = "An empty access token counts as missing")]
    [TestCase("""{"access_token":null}""", TestName = "A null access token counts as missing")]
    [TestCase("""{"access_token":false}""", TestName = "An access token that is false counts as missing")]
    [TestCase("""{"access_token":{"value":"a"}}""", TestName = "An access token that is an object counts as missing")]
    [TestCase("""{"access_token":["a"]}""", TestName = "An access token that is a list counts as missing")]
    [TestCase(
        """{"access_token":"a\r\nX-Evil: 1"}""",
        TestName = "An access token with a line break counts as missing")]
    [TestCase(
        """{"access_token":"\u00e4"}""",
        TestName = "An access token with a non-ASCII character counts as missing")]
    [TestCase("""{"Access_Token":"a"}""", TestName = "The field name Access_Token is not access_token")]
    [TestCase("token_type=bearer", TestName = "A form without an access token has no token")]
    public void An_unusable_access_token_counts_as_missing(string body) =>
        AssertFails(body, OAuthErrorCode.TokenMissing);

    [Test]
    public void A_renamed_field_is_not_read_under_its_standard_name() => Assert.That(
        () => Read(
            """{"access_token":"of the app"}""",
            provider => provider with
            {
                Quirks = new() { FieldNames = new Dictionary<string, string> { ["access_token"] = "user_token" } },
            }),
        Throws.TypeOf<OAuthException>());

    [TestCase("data")]
    [TestCase("response.data")]
    public void A_token_in_an_envelope_ignores_fields_outside_the_envelope(string path)
    {
        var inside = """{"access_token":"inner","scope":"two"}""";
        var body = $$"""
            {
                "access_token": "outer",
                "refresh_token": "outer",
                "expires_in": 60,
                "data": {{inside}},
                "response": { "data": {{inside}} }
            }
            """;
        var token = Read(body, provider => provider with { Quirks = new() { TokenEnvelope = path } });
        Assert.That(
            (token.AccessToken.Reveal(), token.RefreshToken.Reveal(), token.ExpiresAt),
            Is.EqualTo(("inner", "", (DateTimeOffset?)null)));
        Assert.That(token.GrantedScopes, Is.EqualTo(new[] { "two" }));
        Assert.That(token.Fields["refresh_token"].Reveal(), Is.EqualTo("outer"));
    }

    private static void AssertFails(string body, string code) =>
        Assert.That(
            () => Read(body),
            Throws.TypeOf<OAuthException>()
                .With.Property(nameof(OAuthException.Error))
                .Property(nameof(OAuthError.Code))
                .EqualTo(code));

    private static OAuthToken Read(
        string body, Func<OAuth2Provider, OAuth2Provider>? options = null, DateTimeOffset? now = null)
    {
        var provider = new PretendProvider().OAuth2 with { Scopes = ["one", "two"] };
        provider = options?.Invoke(provider) ?? provider;
        var answer = new ProtocolAnswer("https://pretend.example/token", 200, body);
        var response = new TokenResponse(provider, TokenShape.OfLogin(provider));
        return response.Read(answer, provider.Scopes, now ?? Now, []);
    }

    private static DateTimeOffset? After(double? seconds) => seconds is null ? null : Now.AddSeconds(seconds.Value);
}
