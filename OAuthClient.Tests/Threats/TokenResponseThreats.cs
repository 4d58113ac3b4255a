using System.Net;
using System.Text;

namespace OAuthClient.Tests.Threats;

/// <summary>Every token response yields a token or a typed error, and no token request is sent twice.</summary>
public class TokenResponseThreats
{
    private const int Mebibyte = 1024 * 1024;

    [TestCase("connection lost")]
    [TestCase("answer lost")]
    [TestCase("500")]
    [TestCase("503")]
    [TestCase("429")]
    [TestCase("408")]
    public async Task T31_A_code_or_verifier_is_sent_once_even_when_the_token_request_fails(string what)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            EndpointStub http = null!;
            var setup = new DanceSetup(
                protocol, options => options with { Http = http = new(options.Http!, "/token", _ => Fail(what)) });
            var callback = await setup.GetCallbackUrlAsync("42");
            var outcome = await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie);
            Assert.That((outcome.Kind, http.RequestCount), Is.EqualTo((OAuthOutcomeKind.ProviderFailed, 1)));
            Assert.That(
                await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie),
                Is.EqualTo(outcome),
                "the outcome is repeated, the request is not");
            setup.Time.Advance(TimeSpan.FromMinutes(2));
            await setup.AssertRefusedAsync(callback, Callbacks.ErrorCode(protocol, "reused"));
            Assert.That(http.RequestCount, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task T32_A_refused_code_is_not_retried_and_the_error_carries_the_three_error_fields()
    {
        const string answer = """
            {"error":"invalid_grant","error_description":"the code is spent",
            "error_uri":"https://pretend.example/errors#grant","hint":"not-for-us","access_token":null}
            """;
        var (setup, http) = WithTokenResponse(Protocol.OAuth2, HttpStatusCode.BadRequest, answer);
        var callback = await setup.GetCallbackUrlAsync("42");
        var outcome = await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
            OAuthOutcomeKind.ProviderFailed,
            OAuthErrorCode.ProviderError,
            requests: 0);
        var error = outcome.Error!;
        Assert.That(
            (error.ProviderError, error.ProviderDescription, error.ProviderUri, error.Status, http.RequestCount),
            Is.EqualTo(("invalid_grant", "the code is spent", "https://pretend.example/errors#grant", 400, 1)));
        Assert.That(
            $"{error} {error.Message} {error.Hint}",
            Does.Not.Contain("not-for-us"),
            "only the excerpt shows other fields");
    }

    [TestCase(Protocol.OAuth2, 200, """{"error":"bad_verification_code","error_description":"The code passed is incorrect or expired."}""", OAuthErrorCode.ProviderError, TestName = "T33_An_error_with_200_is_an_error_as_GitHub_says_it")]
    [TestCase(Protocol.OAuth2, 200, """{"ok":false,"error":"invalid_code"}""", OAuthErrorCode.ProviderError, TestName = "T33_An_error_with_200_is_an_error_as_Slack_says_it")]
    [TestCase(Protocol.OAuth2, 200, """{"error":"access_denied","access_token":"a-token-all-the-same"}""", OAuthErrorCode.ProviderError, TestName = "T33_An_error_beside_a_token_is_an_error")]
    [TestCase(Protocol.OAuth1, 200, "oauth_problem=token_rejected", OAuthErrorCode.ProviderError, TestName = "T33_A_problem_with_200_is_an_error")]
    [TestCase(Protocol.OAuth2, 200, "error=invalid_grant&error_description=as+a+form", OAuthErrorCode.ProviderError, TestName = "T33_An_error_in_a_form_is_an_error")]
    [TestCase(Protocol.OAuth2, 400, "<html><h1>Bad request</h1></html>", OAuthErrorCode.EndpointHttp, TestName = "T33_A_page_with_400_is_an_error")]
    [TestCase(Protocol.OAuth2, 500, "<!doctype html>oops", OAuthErrorCode.EndpointHttp, TestName = "T33_A_page_with_500_is_an_error")]
    [TestCase(Protocol.OAuth1, 502, "<html>Bad gateway</html>", OAuthErrorCode.EndpointHttp, TestName = "T33_A_page_with_502_is_an_error")]
    [TestCase(Protocol.OAuth2, 404, "", OAuthErrorCode.EndpointHttp, TestName = "T33_Nothing_with_404_is_an_error")]
    public async Task T33_A_failed_token_request_is_a_typed_error(
        Protocol protocol, int status, string answer, string code) =>
        await AssertFailsAsync(protocol, answer, code, (HttpStatusCode)status);

    [TestCase(Mebibyte, true)]
    [TestCase(Mebibyte + 1, false)]
    [TestCase(8 * Mebibyte, false)]
    public async Task T34_A_token_response_is_read_up_to_one_mebibyte(int length, bool read)
    {
        const string token = """{"access_token":"short","x":"{0}"}""";
        var answer = token.Replace("{0}", new string('a', length - token.Length + 3), StringComparison.Ordinal);
        if (!read)
            await AssertFailsAsync(Protocol.OAuth2, answer, OAuthErrorCode.AnswerTooLarge);
        else
        {
            Assert.That(
                (await WithTokenResponse(Protocol.OAuth2, HttpStatusCode.OK, answer).Setup.LoginAsync("42")).IsStored,
                Is.True);
        }
    }

    [TestCase(Protocol.OAuth2, """{"access_token":"one","access_token":"other"}""")]
    [TestCase(Protocol.OAuth2, """{"access_token":"one","access_t\u006fken":"other"}""")]
    [TestCase(Protocol.OAuth2, """{"access_token":"one","x":{"y":1,"y":2}}""")]
    [TestCase(Protocol.OAuth2, "access_token=one&access_token=other")]
    [TestCase(Protocol.OAuth1, "oauth_token=a&oauth_token=b&oauth_token_secret=c")]
    public Task T34_A_token_response_that_repeats_a_name_is_refused(Protocol protocol, string answer) =>
        AssertFailsAsync(protocol, answer, OAuthErrorCode.AnswerUnreadable);

    [TestCase("[", "]")]
    [TestCase("{\"a\":", "}")]
    public Task T34_A_deeply_nested_token_response_is_refused(string open, string close) =>
        AssertFailsAsync(
            Protocol.OAuth2,
            $$"""{"access_token":"one","x":{{Repeat(open)}}1{{Repeat(close)}}}""",
            OAuthErrorCode.AnswerUnreadable);

    private static string Repeat(string bracket) => string.Concat(Enumerable.Repeat(bracket, 5_000));

    [TestCase(Protocol.OAuth2, "{}")]
    [TestCase(Protocol.OAuth2, """{"token_type":"bearer","expires_in":3600}""")]
    [TestCase(Protocol.OAuth2, """{"access_token":"","token_type":"bearer"}""")]
    [TestCase(Protocol.OAuth2, """{"access_token":null}""")]
    [TestCase(Protocol.OAuth2, """{"Access_Token":"one"}""")]
    [TestCase(Protocol.OAuth1, "oauth_token=a")]
    [TestCase(Protocol.OAuth1, "oauth_token=&oauth_token_secret=b")]
    [TestCase(Protocol.OAuth1, "oauth_token_secret=b")]
    public Task T35_A_token_response_without_a_token_is_refused(Protocol protocol, string answer) =>
        AssertFailsAsync(protocol, answer, OAuthErrorCode.TokenMissing);

    [TestCase("mac")]
    [TestCase("DPoP")]
    [TestCase("N_A")]
    [TestCase("Bearer2")]
    public Task T35_A_token_of_an_unknown_type_is_refused(string type) => AssertFailsAsync(
        Protocol.OAuth2, $$"""{"access_token":"one","token_type":"{{type}}"}""", OAuthErrorCode.TokenTypeUnsupported);

    [TestCase("bearer")]
    [TestCase("BEARER")]
    [TestCase("bEaReR")]
    public async Task T35_The_token_type_is_case_insensitive(string type)
    {
        var answer = $$"""{"access_token":"one","token_type":"{{type}}"}""";
        var setup = WithTokenResponse(Protocol.OAuth2, HttpStatusCode.OK, answer).Setup;
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
    }

    [TestCase("3600", 3600)]
    [TestCase("\"3600\"", 3600)]
    [TestCase("3600.5", 3600.5)]
    [TestCase("0", 0)]
    [TestCase("-5", -5)]
    [TestCase("null", null)]
    [TestCase("1e99", null)]
    [TestCase("-1e99", null)]
    [TestCase("\"NaN\"", null)]
    [TestCase("\"Infinity\"", null)]
    [TestCase("\"soon\"", null)]
    public async Task T36_The_expiry_of_a_token_uses_the_clock_of_the_dance_and_never_throws(
        string lifetime, double? seconds)
    {
        var setup = WithTokenResponse(
            Protocol.OAuth2, HttpStatusCode.OK, $$"""{"access_token":"one","expires_in":{{lifetime}}}""").Setup;
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        var session = setup.Dance.Session("42");
        var end = seconds is null ? (DateTimeOffset?)null : setup.Time.GetUtcNow().AddSeconds(seconds.Value);
        Assert.That(
            ((await session.GetTokenAsync())!.ExpiresAt, await session.IsAuthorizedAsync()),
            Is.EqualTo((end, seconds is null or > 0)));
        setup.Time.Advance(TimeSpan.FromSeconds(3601));
        Assert.That(await session.IsAuthorizedAsync(), Is.EqualTo(seconds is null));
    }

    [TestCase("one two", "", "")]
    [TestCase("two one", "", "")]
    [TestCase("one", "two", "")]
    [TestCase("", "one two", "")]
    [TestCase("one two three", "", "three")]
    [TestCase("three", "one two", "three")]
    [TestCase(null, "", "")]
    public async Task T37_Missing_and_extra_scopes_are_reported_to_receivers_without_an_exception(
        string? granted, string missing, string extra)
    {
        var scope = granted is null ? "" : $",\"scope\":\"{granted}\"";
        var told = new List<OAuthToken>();
        var setup =
            WithTokenResponse(Protocol.OAuth2, HttpStatusCode.OK, $$"""{"access_token":"one"{{scope}}}""").Setup;
        setup.Signals.Authorized.Connect((_, login) => told.Add(login.Token));
        var brought = await setup.GetCallbackAsync("42", begin: new() { Scopes = ["one", "two"] });
        Assert.That((await setup.FinishAsync(brought, setup.Browser.Cookie)).IsStored, Is.True);
        told.Add((await setup.Dance.Session("42").GetTokenAsync())!);
        foreach (var token in told)
        {
            var extraScopes = string.Join(' ', token.GrantedScopes.Except(token.RequestedScopes));
            Assert.That(
                (string.Join(' ', token.RequestedScopes), string.Join(' ', token.MissingScopes), extraScopes),
                Is.EqualTo(("one two", missing, extra)));
        }
        Assert.That(told, Has.Count.EqualTo(2));
    }

    private static async Task AssertFailsAsync(
        Protocol protocol, string answer, string code, HttpStatusCode status = HttpStatusCode.OK)
    {
        var (setup, http) = WithTokenResponse(protocol, status, answer);
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
            OAuthOutcomeKind.ProviderFailed,
            code,
            requests: 0);
        Assert.That(http.RequestCount, Is.EqualTo(1));
    }

    private static (DanceSetup Setup, EndpointStub Http) WithTokenResponse(
        Protocol protocol, HttpStatusCode status, string answer)
    {
        EndpointStub http = null!;
        var setup = new DanceSetup(
            protocol, options => options with { Http = http = new(options.Http!, "/token", _ => Respond()) });
        return (setup, http);

        HttpResponseMessage Respond() =>
            new(status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
    }

    private static HttpResponseMessage Fail(string what) => what switch
    {
        "connection lost" => throw new HttpRequestException("the connection was reset"),
        "answer lost" => throw new IOException("the response ended prematurely"),
        _ => new((HttpStatusCode)int.Parse(what, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
