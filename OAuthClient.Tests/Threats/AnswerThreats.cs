using System.Net;
using System.Text;

namespace OAuthClient.Tests.Threats;

/// <summary>Whatever a token endpoint answers is a token or a typed error, and is asked for once.</summary>
public class AnswerThreats
{
    private const int Mebibyte = 1024 * 1024;

    [TestCase("connection lost")]
    [TestCase("answer lost")]
    [TestCase("500")]
    [TestCase("503")]
    [TestCase("429")]
    [TestCase("408")]
    public async Task T31_A_proof_is_sent_once_whatever_becomes_of_it(string what)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            Instead http = null!;
            var stage = new Stage(protocol, options => options with { Http = http = new(options.Http!, "/token", _ => Lost(what)) });
            var callback = await stage.ToCallbackAsync("42");
            var outcome = await stage.FinishAsync(callback, stage.Browser.Cookie);
            Assert.That((outcome.Kind, http.Asked), Is.EqualTo((OAuthOutcomeKind.ProviderFailed, 1)));
            Assert.That(await stage.FinishAsync(callback, stage.Browser.Cookie), Is.EqualTo(outcome), "told again, and not tried again");
            stage.Time.Advance(TimeSpan.FromMinutes(2));
            await stage.AssertRefusedAsync(callback, Callbacks.Code(protocol, "reused"));
            Assert.That(http.Asked, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task T32_A_code_that_the_provider_refuses_is_not_tried_again_and_the_error_has_its_three_words()
    {
        const string answer = """{"error":"invalid_grant","error_description":"the code is spent","error_uri":"https://pretend.example/errors#grant","hint":"not-for-us","access_token":null}""";
        var (stage, http) = Answering(Protocol.OAuth2, HttpStatusCode.BadRequest, answer);
        var callback = await stage.ToCallbackAsync("42");
        var outcome = await stage.AssertFailedAsync(() => stage.Dance.FinishAsync(callback, stage.Browser.Cookie), OAuthOutcomeKind.ProviderFailed, OAuthErrorCode.ProviderError, requests: 0);
        var error = outcome.Error!;
        Assert.That((error.ProviderError, error.ProviderDescription, error.ProviderUri, error.Status, http.Asked), Is.EqualTo(("invalid_grant", "the code is spent", "https://pretend.example/errors#grant", 400, 1)));
        Assert.That($"{error} {error.Message} {error.Hint}", Does.Not.Contain("not-for-us"), "of the rest only the excerpt tells");
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
    public async Task T33_A_failure_is_a_typed_error(Protocol protocol, int status, string answer, string code) =>
        await AssertFailsAsync(protocol, answer, code, (HttpStatusCode)status);

    [TestCase(Mebibyte, true)]
    [TestCase(Mebibyte + 1, false)]
    [TestCase(8 * Mebibyte, false)]
    public async Task T34_An_answer_is_read_up_to_a_mebibyte(int length, bool read)
    {
        const string token = """{"access_token":"short","x":"{0}"}""";
        var answer = token.Replace("{0}", new string('a', length - token.Length + 3), StringComparison.Ordinal);
        if (!read)
            await AssertFailsAsync(Protocol.OAuth2, answer, OAuthErrorCode.AnswerTooLarge);
        else
            Assert.That((await Answering(Protocol.OAuth2, HttpStatusCode.OK, answer).Stage.LoginAsync("42")).IsStored, Is.True);
    }

    [TestCase(Protocol.OAuth2, """{"access_token":"one","access_token":"other"}""")]
    [TestCase(Protocol.OAuth2, """{"access_token":"one","access_t\u006fken":"other"}""")]
    [TestCase(Protocol.OAuth2, """{"access_token":"one","x":{"y":1,"y":2}}""")]
    [TestCase(Protocol.OAuth2, "access_token=one&access_token=other")]
    [TestCase(Protocol.OAuth1, "oauth_token=a&oauth_token=b&oauth_token_secret=c")]
    public Task T34_An_answer_that_repeats_a_name_is_refused(Protocol protocol, string answer) => AssertFailsAsync(protocol, answer, OAuthErrorCode.AnswerUnreadable);

    [TestCase("[", "]")]
    [TestCase("{\"a\":", "}")]
    public Task T34_An_answer_nested_without_end_is_refused(string open, string close) =>
        AssertFailsAsync(Protocol.OAuth2, $$"""{"access_token":"one","x":{{string.Concat(Enumerable.Repeat(open, 5_000))}}1{{string.Concat(Enumerable.Repeat(close, 5_000))}}}""", OAuthErrorCode.AnswerUnreadable);

    [TestCase(Protocol.OAuth2, "{}")]
    [TestCase(Protocol.OAuth2, """{"token_type":"bearer","expires_in":3600}""")]
    [TestCase(Protocol.OAuth2, """{"access_token":"","token_type":"bearer"}""")]
    [TestCase(Protocol.OAuth2, """{"access_token":null}""")]
    [TestCase(Protocol.OAuth2, """{"Access_Token":"one"}""")]
    [TestCase(Protocol.OAuth1, "oauth_token=a")]
    [TestCase(Protocol.OAuth1, "oauth_token=&oauth_token_secret=b")]
    [TestCase(Protocol.OAuth1, "oauth_token_secret=b")]
    public Task T35_An_answer_without_a_token_is_refused(Protocol protocol, string answer) => AssertFailsAsync(protocol, answer, OAuthErrorCode.TokenMissing);

    [TestCase("mac")]
    [TestCase("DPoP")]
    [TestCase("N_A")]
    [TestCase("Bearer2")]
    public Task T35_A_token_of_a_type_that_nobody_knows_is_refused(string type) => AssertFailsAsync(Protocol.OAuth2, $$"""{"access_token":"one","token_type":"{{type}}"}""", OAuthErrorCode.TokenTypeUnsupported);

    [TestCase("bearer")]
    [TestCase("BEARER")]
    [TestCase("bEaReR")]
    public async Task T35_The_type_is_compared_without_case(string type) =>
        Assert.That((await Answering(Protocol.OAuth2, HttpStatusCode.OK, $$"""{"access_token":"one","token_type":"{{type}}"}""").Stage.LoginAsync("42")).IsStored, Is.True);

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
    public async Task T36_The_end_of_a_token_is_by_the_dances_clock_and_never_an_exception(string lifetime, double? seconds)
    {
        var stage = Answering(Protocol.OAuth2, HttpStatusCode.OK, $$"""{"access_token":"one","expires_in":{{lifetime}}}""").Stage;
        Assert.That((await stage.LoginAsync("42")).IsStored, Is.True);
        var session = stage.Dance.Session("42");
        var end = seconds is null ? (DateTimeOffset?)null : stage.Time.GetUtcNow().AddSeconds(seconds.Value);
        Assert.That(((await session.GetTokenAsync())!.ExpiresAt, await session.IsAuthorizedAsync()), Is.EqualTo((end, seconds is null or > 0)));
        stage.Time.Advance(TimeSpan.FromSeconds(3601));
        Assert.That(await session.IsAuthorizedAsync(), Is.EqualTo(seconds is null));
    }

    [TestCase("one two", "", "")]
    [TestCase("two one", "", "")]
    [TestCase("one", "two", "")]
    [TestCase("", "one two", "")]
    [TestCase("one two three", "", "three")]
    [TestCase("three", "one two", "three")]
    [TestCase(null, "", "")]
    public async Task T37_Another_scope_than_asked_for_is_told_to_receivers_and_no_exception(string? granted, string missing, string extra)
    {
        var scope = granted is null ? "" : $",\"scope\":\"{granted}\"";
        var told = new List<OAuthToken>();
        var stage = Answering(Protocol.OAuth2, HttpStatusCode.OK, $$"""{"access_token":"one"{{scope}}}""").Stage;
        stage.Signals.Authorized.Connect((_, login) => told.Add(login.Token));
        var brought = await stage.ToBrowserAsync("42", begin: new() { Scopes = ["one", "two"] });
        Assert.That((await stage.FinishAsync(brought, stage.Browser.Cookie)).IsStored, Is.True);
        told.Add((await stage.Dance.Session("42").GetTokenAsync())!);
        foreach (var token in told)
            Assert.That((string.Join(' ', token.RequestedScopes), string.Join(' ', token.MissingScopes), string.Join(' ', token.GrantedScopes.Except(token.RequestedScopes))), Is.EqualTo(("one two", missing, extra)));
        Assert.That(told, Has.Count.EqualTo(2));
    }

    private static async Task AssertFailsAsync(Protocol protocol, string answer, string code, HttpStatusCode status = HttpStatusCode.OK)
    {
        var (stage, http) = Answering(protocol, status, answer);
        var callback = await stage.ToCallbackAsync("42");
        await stage.AssertFailedAsync(() => stage.Dance.FinishAsync(callback, stage.Browser.Cookie), OAuthOutcomeKind.ProviderFailed, code, requests: 0);
        Assert.That(http.Asked, Is.EqualTo(1));
    }

    private static (Stage Stage, Instead Http) Answering(Protocol protocol, HttpStatusCode status, string answer)
    {
        Instead http = null!;
        var stage = new Stage(protocol, options => options with { Http = http = new(options.Http!, "/token", _ => new(status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") }) });
        return (stage, http);
    }

    private static HttpResponseMessage Lost(string what) => what switch
    {
        "connection lost" => throw new HttpRequestException("the connection was reset"),
        "answer lost" => throw new IOException("the response ended prematurely"),
        _ => new((HttpStatusCode)int.Parse(what, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
