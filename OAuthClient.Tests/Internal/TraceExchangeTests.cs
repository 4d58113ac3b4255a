using System.Collections.Concurrent;
using System.Net;
using OAuthClient.Internal;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Internal;

/// <summary>The redacted exchanges of <c>oauth_trace</c>.</summary>
public class TraceExchangeTests
{
    private const string Secret = "s3cr3t-0123456789";

    private static IEnumerable<TestCaseData> Answers()
    {
        yield return Row(
            """{"access_token":"s3cr3t-0123456789","token_type":"Bearer","expires_in":3600,"scope":"repo read:user"}""",
            "  access_token = ***", "  token_type = Bearer", "  expires_in = 3600", "  scope = repo read:user");
        yield return Row(
            """{"data":{"access_token":"s3cr3t-0123456789","inner":{"scope":"repo"}}}""",
            "  data.access_token = ***", "  data.inner.scope = repo");
        yield return Row("access_token=s3cr3t-0123456789&token_type=bearer", "  access_token = ***", "  token_type = bearer");
        yield return Row("""{"error":"invalid_grant","error_description":"code s3cr3t-0123456789"}""",
            "  error = invalid_grant", "  error_description = ***");
        yield return Row("""{"error":"s3cr3t-0123456789"}""", "  error = ***");
        yield return Row("""{"error":"code-A1B2C3D4E5"}""", "  error = ***");
        yield return Row("""{"token_type":"s3cr3t-0123456789","expires_in":"s3cr3t-0123456789"}""",
            "  token_type = ***", "  expires_in = ***");
        yield return Row("""{"s3cr3t-0123456789":"repo"}""", "  *** = ***");
        yield return Row("c2VjcmV0MDEyMzQ1Njc4OQ==", "  *** = ***");
        yield return Row("s3cr3t-0123456789", "  (17 characters that are no fields)");
        yield return Row("<html>s3cr3t-0123456789</html>", "  (30 characters that are no fields)");
        yield return Row("""{"access_token":"s3cr3t-0123456789",""", "  (36 characters that are no fields)");

        static TestCaseData Row(string body, params string[] lines) =>
            new TestCaseData(body, lines).SetArgDisplayNames(body);
    }

    [TestCaseSource(nameof(Answers))]
    public async Task An_answer_shows_only_values_that_are_known_to_be_harmless(string body, string[] lines)
    {
        var setup = new DanceSetup();
        var url = await setup.GetCallbackUrlAsync("42");
        var texts = Record(setup);
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest) { Content = new StringContent(body) };
        await setup.FinishAsync(OAuthCallback.FromUrl(url), setup.Browser.Cookie);
        var answer = texts.Last().Split("→ 400\n")[1].Split('\n');
        Assert.That(answer, Is.EqualTo(lines.Prepend("  Content-Type: text/plain")));
        Assert.That(string.Concat(texts), Does.Not.Contain(Secret).And.Not.Contain("c2VjcmV0"));
    }

    [Test]
    public async Task The_transcript_of_an_OAuth_2_login()
    {
        var setup = new DanceSetup(provider: value => value with { Scopes = ["repo", "read:user"] });
        var texts = Record(setup);
        await setup.LoginAsync("42");
        Assert.That(string.Join('\n', texts), Is.EqualTo("""
            GET https://pretend.example/authorize
              response_type = code
              client_id = ***
              redirect_uri = https://app.example/callback
              code_challenge = ***
              code_challenge_method = S256
              state = ***
              scope = repo read:user
            GET https://app.example/callback
              code = ***
              state = ***
              iss = ***
            POST https://pretend.example/token
              Authorization: Basic ***
              Content-Type: application/x-www-form-urlencoded
              grant_type = authorization_code
              code = ***
              redirect_uri = https://app.example/callback
              code_verifier = ***
            → 200
              Content-Type: application/json
              access_token = ***
              token_type = bearer
              expires_in = 3600
              refresh_token = ***
              scope = repo read:user
            """));
    }

    [Test]
    public async Task The_transcript_of_an_OAuth_1_login()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var texts = Record(setup);
        await setup.LoginAsync("42");
        Assert.That(string.Join('\n', texts), Is.EqualTo("""
            POST https://pretend.example/oauth1/initiate
              Authorization: OAuth ***
              oauth_consumer_key = ***
              oauth_signature_method = HMAC-SHA1
              oauth_timestamp = 1767225600
              oauth_nonce = ***
              oauth_callback = https://app.example/callback
              oauth_signature = ***
            → 200
              Content-Type: application/x-www-form-urlencoded
              oauth_token = ***
              oauth_token_secret = ***
              oauth_callback_confirmed = true
            GET https://pretend.example/oauth1/authorize
              oauth_token = ***
            GET https://app.example/callback
              oauth_token = ***
              oauth_verifier = ***
            POST https://pretend.example/oauth1/token
              Authorization: OAuth ***
              oauth_consumer_key = ***
              oauth_signature_method = HMAC-SHA1
              oauth_timestamp = 1767225600
              oauth_nonce = ***
              oauth_verifier = ***
              oauth_token = ***
              oauth_signature = ***
            → 200
              Content-Type: application/x-www-form-urlencoded
              oauth_token = ***
              oauth_token_secret = ***
              screen_name = ***
            """));
    }

    [Test]
    public async Task A_secret_under_the_name_of_a_harmless_parameter_is_masked()
    {
        var setup = new DanceSetup(provider: value => value with
        {
            ClientAuthentication = new RenamedAuthentication(),
            Scopes = ["repo"],
        });
        var texts = Record(setup);
        await setup.LoginAsync("42");
        Assert.That(string.Concat(texts), Does.Contain("scope = ***").And.Not.Contain("swordfish"));
    }

    [Test]
    public async Task An_exchange_that_was_not_asked_for_lets_go_of_its_secrets()
    {
        var setup = new DanceSetup();
        var kept = new ConcurrentQueue<TraceExchange>();
        setup.Signals.Trace.Connect((_, trace) =>
        {
            if (trace.Exchange is { } exchange)
                kept.Enqueue(exchange);
        });
        await setup.LoginAsync("42");
        Assert.That(kept.Select(exchange => exchange.ToString()), Has.All.Contains("not written"));
        Assert.That(kept.Last().Address, Is.EqualTo("https://pretend.example/token"));
    }

    [TestCase("access_token", "access_token")]
    [TestCase("x-Rate.limit[a]", "x-Rate.limit[a]")]
    [TestCase("oauth2_token", "oauth2_token")]
    [TestCase("", "***")]
    [TestCase("code-A1B2C3D4", "***")]
    [TestCase("ab12-cd34", "***")]
    [TestCase("a line\nbreak", "***")]
    [TestCase("aVeryLongNameThatMayBeAToken", "***")]
    public void A_name_is_shown_only_if_it_can_only_be_a_name(string name, string shown) =>
        Assert.That(new RedactedText([], null).ShowName(name), Is.EqualTo(shown));

    [Test]
    public async Task A_callback_of_a_thousand_parameters_is_cut()
    {
        var setup = new DanceSetup();
        var texts = Record(setup);
        var query = string.Join('&', Enumerable.Range(0, 1000).Select(n => $"a={n}"));
        await setup.FinishAsync(OAuthCallback.FromUrl($"?{query}"), default);
        Assert.That(texts.Single().Split('\n'), Has.Length.EqualTo(201));
    }

    private static ConcurrentQueue<string> Record(DanceSetup setup)
    {
        var texts = new ConcurrentQueue<string>();
        setup.Signals.Trace.Connect((_, trace) =>
        {
            if (trace.Exchange is { } exchange)
                texts.Enqueue(exchange.ToString());
        });
        return texts;
    }

    private sealed class RenamedAuthentication : ClientAuthentication
    {
        public override string Name => "renamed";

        public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            request.Add("scope", "swordfish");
            request.Add("client_id", request.Provider.ClientId);
            request.Add("client_secret", request.Provider.ClientSecret);
            return default;
        }
    }
}
