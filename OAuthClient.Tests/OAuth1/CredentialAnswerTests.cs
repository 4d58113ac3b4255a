using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>
/// Answers of the temporary credential endpoint and the token endpoint of OAuth 1, in every format that real providers
/// send.
/// </summary>
public class CredentialAnswerTests
{
    private const string TemporaryCredentialPath = "/initiate";
    private const string TokenPath = "/token";

    [TestCase("oauth_token=a+b%2Fc&oauth_token_secret=%C3%A9&oauth_callback_confirmed=true", "text/html")]
    [TestCase("oauth_token=a b/c&oauth_token_secret=é&oauth_callback_confirmed=true", "text/plain; charset=utf-8")]
    [TestCase(
        "\r\noauth_callback_confirmed=true&oauth_token_secret=%c3%a9&oauth_token=a%20b%2fc"
        + "&xoauth_request_auth_url=https%3A%2F%2Fx\n",
        "application/x-www-form-urlencoded")]
    [TestCase(
        "oauth_callback_confirmed=true&&oauth_token_secret=%c3%a9&oauth_token=a%20b%2fc&",
        "application/x-www-form-urlencoded")]
    [TestCase(
        """{"oauth_token":"a b/c","oauth_token_secret":"é","oauth_callback_confirmed":"true"}""",
        "application/json")]
    [TestCase(
        """{"oauth_token":"a b\/c","oauth_token_secret":"\u00e9","oauth_callback_confirmed":true,"user":{"id":1}}""",
        "text/plain")]
    [TestCase(
        "oauth_token=a%20b%2fc&oauth_token_secret=%c3%a9&oauth_callback_confirmed=true&flag",
        "application/x-www-form-urlencoded")]
    [TestCase(
        "flag&oauth_token=a%20b%2fc&other%2Dflag&oauth_token_secret=%c3%a9&oauth_callback_confirmed=true",
        "text/plain")]
    public async Task Credentials_are_read_from_a_form_or_JSON_whatever_the_content_type(string body, string type)
    {
        var login = await CreateSetup(TemporaryCredentialPath, HttpStatusCode.OK, body, type).Dance.BeginAsync("42");
        Assert.That(
            login.AuthorizationUrl?.OriginalString,
            Is.EqualTo("https://pretend.example/oauth1/authorize?oauth_token=a%20b%2Fc"),
            login.Error?.ToString());
    }

    [Test]
    public async Task Credentials_of_a_provider_that_speaks_JSON_are_stored([Values] ParameterPlacement placement)
    {
        var setup = new DanceSetup(Protocol.OAuth1, oauth1: provider => provider with { Placement = placement });
        setup.Provider.Misbehave = Misbehavior.JsonEncodedAnswer;
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        var token = (await setup.Dance.Session("42").GetTokenAsync())!;
        Assert.That(
            (token.Fields["screen_name"].Reveal(), token.TokenSecret.IsEmpty, token.ExpiresAt, token.TokenType),
            Is.EqualTo(("anna", false, (DateTimeOffset?)null, (string?)null)));
    }

    [Test]
    public async Task A_token_may_have_an_empty_secret()
    {
        var setup = CreateSetup(TokenPath, HttpStatusCode.OK, "oauth_token=a&oauth_token_secret=");
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
    }

    private static IEnumerable<TestCaseData> UnusableAnswers()
    {
        TestCaseData Row(int status, string body, string code, string? words = null) =>
            new TestCaseData((HttpStatusCode)status, body, code, words).SetArgDisplayNames(
                $"{status}", body.Length > 60 ? body[..60] : body);

        yield return Row(200, "", OAuthErrorCode.AnswerUnreadable);
        yield return Row(200, "<html>Please log in</html>", OAuthErrorCode.AnswerUnreadable);
        yield return Row(200, "oauth_token=a-long-canary-0123&oauth_token_sec", OAuthErrorCode.TokenMissing);
        yield return Row(200, "oauth_token=a-long-canary-0123", OAuthErrorCode.TokenMissing);
        yield return Row(200, "oauth_token_secret=a-long-canary-0123", OAuthErrorCode.TokenMissing);
        yield return Row(200, "oauth_token=&oauth_token_secret=a-long-canary-0123", OAuthErrorCode.TokenMissing);
        yield return Row(
            200,
            "oauth_token=a-long-canary-0123&oauth_token=b&oauth_token_secret=a-long-canary-0123",
            OAuthErrorCode.AnswerUnreadable);
        yield return Row(
            200,
            """{"oauth_token":"a-long-canary-0123","oauth_token_secret":"a-long-can""",
            OAuthErrorCode.AnswerUnreadable);
        yield return Row(
            200,
            """{"oauth_token":"a-long-canary-0123","oauth_token":"b","oauth_token_secret":"c"}""",
            OAuthErrorCode.AnswerUnreadable);
        yield return Row(200, """["oauth_token","a-long-canary-0123"]""", OAuthErrorCode.AnswerUnreadable);
        yield return Row(
            200,
            "oauth_problem=consumer_key_unknown&oauth_token=a-long-canary-0123&oauth_token_secret=b",
            OAuthErrorCode.ProviderError,
            "consumer_key_unknown");
        yield return Row(
            401,
            "oauth_problem=signature_invalid&oauth_problem_advice=check+it",
            OAuthErrorCode.ProviderError,
            "signature_invalid");
        yield return Row(
            401,
            "oauth_problem=signature_invalid&debug_sbs=POST&http%3A%2F%2Fpretend.example%2Foauth1%2Finitiate"
            + "&oauth_callback%3Dx%26oauth_token%3Da-long-canary-0123",
            OAuthErrorCode.ProviderError,
            "signature_invalid");
        yield return Row(401, "oauth_problem=nonce_used&&flag", OAuthErrorCode.ProviderError, "nonce_used");
        yield return Row(401, "Invalid signature. oauth_token=a-long-canary-0123", OAuthErrorCode.EndpointHttp);
        yield return Row(401, "", OAuthErrorCode.EndpointHttp);
        yield return Row(500, "<h1>oops</h1>", OAuthErrorCode.EndpointHttp);
        yield return Row(503, "", OAuthErrorCode.EndpointHttp);
    }

    [TestCaseSource(nameof(UnusableAnswers))]
    public async Task An_answer_without_credentials_is_an_outcome_that_describes_the_answer(
        HttpStatusCode status, string body, string code, string? words)
    {
        foreach (var endpoint in new[] { TemporaryCredentialPath, TokenPath })
        {
            var setup = CreateSetup(endpoint, status, body);
            var error = await FailAsync(setup, endpoint);
            Assert.That(
                (error?.Code, error?.ProviderError, error?.Endpoint, error?.Status),
                Is.EqualTo((code, words, $"https://pretend.example/oauth1{endpoint}", (int)status)),
                error?.ToString());
            Canary.AssertNoSecret(Canary.Texts(error), ["a-long-canary-0123", "a-long-can", .. Canary.ClientSecrets]);
            Assert.That((setup.Tokens.Count, setup.Errors.Count), Is.EqualTo((0, 1)));
        }
    }

    [Test]
    public async Task A_401_with_a_challenge_hints_at_the_client_secret(
        [Values(TemporaryCredentialPath, TokenPath)] string endpoint)
    {
        var setup = new DanceSetup(Protocol.OAuth1, options => options with
        {
            Http = new EndpointStub(options.Http!, endpoint, _ => new(HttpStatusCode.Unauthorized)
            {
                Content = new StringContent(""),
                Headers =
                {
                    WwwAuthenticate = { new AuthenticationHeaderValue("OAuth", "realm=\"https://pretend.example/\"") },
                },
            }),
        });
        var error = await FailAsync(setup, endpoint);
        Assert.That((error?.Code, error?.Status), Is.EqualTo((OAuthErrorCode.EndpointHttp, 401)));
        Assert.That(error?.Hint, Does.Contain("ClientSecret"));
    }

    [TestCase("true")]
    [TestCase("True")]
    [TestCase("TRUE")]
    [TestCase("+tRuE%0A")]
    public async Task T73_A_callback_is_confirmed_in_letters_of_any_case(string confirmed)
    {
        var body = $"oauth_token=a&oauth_token_secret=b&oauth_callback_confirmed={confirmed}";
        var setup = CreateSetup(TemporaryCredentialPath, HttpStatusCode.OK, body);
        Assert.That((await setup.Dance.BeginAsync("42")).IsBegun, Is.True);
    }

    [TestCase("&oauth_callback_confirmed=no", "'no'")]
    [TestCase("&oauth_callback_confirmed=FALSE", "'FALSE'")]
    [TestCase("&oauth_callback_confirmed=a-secret-word%0Ab", "'*** b'")]
    [TestCase("&oauth_callback_confirmed=", "''")]
    [TestCase("", "nothing")]
    public async Task What_came_instead_of_a_confirmation_is_shown(string field, string shown)
    {
        var setup = CreateSetup(
            TemporaryCredentialPath, HttpStatusCode.OK, $"oauth_token=a&oauth_token_secret=a-secret-word{field}");
        var login = await setup.AssertNotBegunAsync(
            () => setup.Dance.BeginAsync("42"), OAuthErrorCode.CallbackNotConfirmed);
        Assert.That(login.Error?.Message, Does.Contain(shown));
    }

    [TestCase("oauth_token=a&oauth_token_secret=b")]
    [TestCase("oauth_token=a&oauth_token_secret=b&oauth_callback_confirmed=")]
    [TestCase("oauth_token=a&oauth_token_secret=b&oauth_callback_confirmed=false")]
    [TestCase("oauth_token=a&oauth_token_secret=b&oauth_callback_confirmed=1")]
    [TestCase("""{"oauth_token":"a","oauth_token_secret":"b","oauth_callback_confirmed":false}""")]
    [TestCase("""{"oauth_token":"a","oauth_token_secret":"b","oauth_callback_confirmed":null}""")]
    public async Task T73_An_unconfirmed_callback_begins_a_login_only_with_Insecure_UnconfirmedCallback(string body)
    {
        var setup = CreateSetup(TemporaryCredentialPath, HttpStatusCode.OK, body);
        var login = await setup.AssertNotBegunAsync(
            () => setup.Dance.BeginAsync("42"), OAuthErrorCode.CallbackNotConfirmed);
        Assert.That(login.Error?.Hint, Does.Contain("Insecure.UnconfirmedCallback"));
        var dance = new OAuthDance(
            setup.Dance.Provider with { Allow = Insecure.UnconfirmedCallback },
            DanceSetup.RedirectUri,
            setup.Options);
        Assert.That((await dance.BeginAsync("42")).IsBegun, Is.True);
    }

    [Test]
    public async Task T73_A_callback_that_need_not_be_confirmed_still_needs_a_verifier()
    {
        var setup = new DanceSetup(
            Protocol.OAuth1, oauth1: provider => provider with { Allow = Insecure.UnconfirmedCallback });
        setup.Provider.Misbehave = Misbehavior.CallbackNotConfirmed;
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.AssertRefusedAsync(
            callback.Split("&oauth_verifier")[0], OAuthErrorCode.ResponseInvalid, taken: true);
    }

    [TestCase(Misbehavior.None, null, false)]
    [TestCase(Misbehavior.DeniesByVerifier, "denied", false)]
    [TestCase(Misbehavior.DeniesWithoutVerifier, null, true)]
    public async Task T74_A_denial_specific_to_the_provider_is_recognized(
        Misbehavior misbehavior, string? verifier, bool withoutVerifier)
    {
        var setup = new DanceSetup(
            Protocol.OAuth1,
            oauth1: provider => provider with
            {
                Quirks = new() { DenialVerifier = verifier, NoVerifierIsDenial = withoutVerifier },
            });
        setup.Provider.Misbehave = misbehavior;
        var callback = await setup.GetCallbackAsync("42", allow: false);
        var outcome = await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
            OAuthOutcomeKind.Denied,
            OAuthErrorCode.AccessDenied,
            requests: 0);
        Assert.That(outcome.Error?.Endpoint, Is.EqualTo("https://pretend.example/oauth1/authorize"));
    }

    [Test]
    public async Task An_unconfigured_denial_verifier_is_sent_to_the_provider_and_refused()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        setup.Provider.Misbehave = Misbehavior.DeniesByVerifier;
        var outcome = await setup.Dance.FinishAsync(
            await setup.GetCallbackAsync("42", allow: false), setup.Browser.Cookie);
        Assert.That(
            (outcome.Kind, outcome.Error?.ProviderError),
            Is.EqualTo((OAuthOutcomeKind.ProviderFailed, "verifier_invalid")));
    }

    private static async Task<OAuthError?> FailAsync(DanceSetup setup, string endpoint)
    {
        var login = await setup.Dance.BeginAsync("42");
        if (endpoint == TemporaryCredentialPath)
            return login.Error;
        var callback = await setup.Browser.AllowAsync(login.AuthorizationUrl!);
        return (await setup.Dance.FinishAsync(callback, login.BrowserKey)).Error;
    }

    private static DanceSetup CreateSetup(
        string endpoint, HttpStatusCode status, string body, string type = "text/plain") =>
        new(Protocol.OAuth1, options => options with
        {
            Http = new EndpointStub(options.Http!, endpoint, _ => new(status) { Content = CreateContent(body, type) }),
        });

    private static ByteArrayContent CreateContent(string body, string type) => new(Encoding.UTF8.GetBytes(body))
    {
        Headers = { ContentType = MediaTypeHeaderValue.Parse(type) },
    };
}
