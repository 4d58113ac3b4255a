using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>What the two endpoints answer, in every shape that they have been seen to answer in.</summary>
public class CredentialAnswerTests
{
    private const string First = "/initiate", Third = "/token";

    [TestCase("oauth_token=a+b%2Fc&oauth_token_secret=%C3%A9&oauth_callback_confirmed=true", "text/html")]
    [TestCase("oauth_token=a b/c&oauth_token_secret=é&oauth_callback_confirmed=true", "text/plain; charset=utf-8")]
    [TestCase("\r\noauth_callback_confirmed=true&oauth_token_secret=%c3%a9&oauth_token=a%20b%2fc&xoauth_request_auth_url=https%3A%2F%2Fx\n", "application/x-www-form-urlencoded")]
    [TestCase("oauth_callback_confirmed=true&&oauth_token_secret=%c3%a9&oauth_token=a%20b%2fc&", "application/x-www-form-urlencoded")]
    [TestCase("""{"oauth_token":"a b/c","oauth_token_secret":"é","oauth_callback_confirmed":"true"}""", "application/json")]
    [TestCase("""{"oauth_token":"a b\/c","oauth_token_secret":"\u00e9","oauth_callback_confirmed":true,"user":{"id":1}}""", "text/plain")]
    public async Task Credentials_are_a_form_or_JSON_whatever_they_are_called(string body, string type)
    {
        var login = await Asking(First, HttpStatusCode.OK, body, type).Dance.BeginAsync("42");
        Assert.That(login.AuthorizationUrl?.OriginalString, Is.EqualTo("https://pretend.example/oauth1/authorize?oauth_token=a%20b%2Fc"), login.Error?.ToString());
    }

    [Test]
    public async Task Credentials_of_a_provider_that_speaks_JSON_are_stored([Values] ParameterPlacement placement)
    {
        var stage = new Stage(Protocol.OAuth1, oauth1: provider => provider with { Placement = placement });
        stage.Provider.Misbehave = Misbehavior.JsonEncodedAnswer;
        Assert.That((await stage.LoginAsync("42")).IsStored, Is.True);
        var token = (await stage.Dance.Session("42").GetTokenAsync())!;
        Assert.That((token.Fields["screen_name"].Reveal(), token.TokenSecret.IsEmpty, token.ExpiresAt, token.TokenType), Is.EqualTo(("anna", false, (DateTimeOffset?)null, (string?)null)));
    }

    [Test]
    public async Task A_token_may_have_an_empty_secret()
    {
        var stage = Asking(Third, HttpStatusCode.OK, "oauth_token=a&oauth_token_secret=");
        Assert.That((await stage.LoginAsync("42")).IsStored, Is.True);
    }

    private static IEnumerable<TestCaseData> Unusable()
    {
        TestCaseData Row(int status, string body, string code, string? words = null) => new TestCaseData((HttpStatusCode)status, body, code, words).SetArgDisplayNames($"{status}", body.Length > 60 ? body[..60] : body);

        yield return Row(200, "", OAuthErrorCode.AnswerUnreadable);
        yield return Row(200, "<html>Please log in</html>", OAuthErrorCode.AnswerUnreadable);
        yield return Row(200, "oauth_token=a-long-canary-0123&oauth_token_sec", OAuthErrorCode.AnswerUnreadable);
        yield return Row(200, "oauth_token=a-long-canary-0123", OAuthErrorCode.TokenMissing);
        yield return Row(200, "oauth_token_secret=a-long-canary-0123", OAuthErrorCode.TokenMissing);
        yield return Row(200, "oauth_token=&oauth_token_secret=a-long-canary-0123", OAuthErrorCode.TokenMissing);
        yield return Row(200, "oauth_token=a-long-canary-0123&oauth_token=b&oauth_token_secret=a-long-canary-0123", OAuthErrorCode.AnswerUnreadable);
        yield return Row(200, """{"oauth_token":"a-long-canary-0123","oauth_token_secret":"a-long-can""", OAuthErrorCode.AnswerUnreadable);
        yield return Row(200, """{"oauth_token":"a-long-canary-0123","oauth_token":"b","oauth_token_secret":"c"}""", OAuthErrorCode.AnswerUnreadable);
        yield return Row(200, """["oauth_token","a-long-canary-0123"]""", OAuthErrorCode.AnswerUnreadable);
        yield return Row(200, "oauth_problem=consumer_key_unknown&oauth_token=a-long-canary-0123&oauth_token_secret=b", OAuthErrorCode.ProviderError, "consumer_key_unknown");
        yield return Row(401, "oauth_problem=signature_invalid&oauth_problem_advice=check+it", OAuthErrorCode.ProviderError, "signature_invalid");
        yield return Row(401, "Invalid signature. oauth_token=a-long-canary-0123", OAuthErrorCode.EndpointHttp);
        yield return Row(401, "", OAuthErrorCode.EndpointHttp);
        yield return Row(500, "<h1>oops</h1>", OAuthErrorCode.EndpointHttp);
        yield return Row(503, "", OAuthErrorCode.EndpointHttp);
    }

    [TestCaseSource(nameof(Unusable))]
    public async Task An_answer_without_credentials_is_an_outcome_that_says_what_came(HttpStatusCode status, string body, string code, string? words)
    {
        foreach (var endpoint in new[] { First, Third })
        {
            var stage = Asking(endpoint, status, body);
            var login = await stage.Dance.BeginAsync("42");
            var error = login.Error;
            if (endpoint == Third)
            {
                var callback = await stage.Browser.AllowAsync(login.AuthorizationUrl!);
                error = (await stage.Dance.FinishAsync(callback, login.BrowserKey)).Error;
            }
            Assert.That((error?.Code, error?.ProviderError, error?.Endpoint, error?.Status), Is.EqualTo((code, words, $"https://pretend.example/oauth1{endpoint}", (int)status)), error?.ToString());
            Canary.AssertNone(Canary.Texts(error), ["a-long-canary-0123", "a-long-can", .. Canary.ClientSecrets]);
            Assert.That((stage.Tokens.Count, stage.Errors.Count), Is.EqualTo((0, 1)));
        }
    }

    [Test]
    public async Task A_401_with_a_challenge_says_that_it_may_be_the_secret([Values(First, Third)] string endpoint)
    {
        var stage = new Stage(Protocol.OAuth1, options => options with
        {
            Http = new Answering(options.Http!, endpoint, () => new(HttpStatusCode.Unauthorized)
            {
                Content = new StringContent(""),
                Headers = { WwwAuthenticate = { new AuthenticationHeaderValue("OAuth", "realm=\"https://pretend.example/\"") } },
            }),
        });
        var login = await stage.Dance.BeginAsync("42");
        var error = endpoint == First ? login.Error : (await stage.Dance.FinishAsync(await stage.Browser.AllowAsync(login.AuthorizationUrl!), login.BrowserKey)).Error;
        Assert.That((error?.Code, error?.Status), Is.EqualTo((OAuthErrorCode.EndpointHttp, 401)));
        Assert.That(error?.Hint, Does.Contain("ClientSecret"));
    }

    [TestCase("oauth_token=a&oauth_token_secret=b")]
    [TestCase("oauth_token=a&oauth_token_secret=b&oauth_callback_confirmed=")]
    [TestCase("oauth_token=a&oauth_token_secret=b&oauth_callback_confirmed=false")]
    [TestCase("oauth_token=a&oauth_token_secret=b&oauth_callback_confirmed=1")]
    [TestCase("""{"oauth_token":"a","oauth_token_secret":"b","oauth_callback_confirmed":false}""")]
    [TestCase("""{"oauth_token":"a","oauth_token_secret":"b","oauth_callback_confirmed":null}""")]
    public async Task T73_A_callback_that_is_not_confirmed_begins_a_login_only_where_that_is_allowed_by_name(string body)
    {
        var stage = Asking(First, HttpStatusCode.OK, body);
        var login = await stage.AssertNotBegunAsync(() => stage.Dance.BeginAsync("42"), OAuthErrorCode.CallbackNotConfirmed);
        Assert.That(login.Error?.Hint, Does.Contain("Insecure.UnconfirmedCallback"));
        var dance = new OAuthDance(stage.Dance.Provider with { Allow = Insecure.UnconfirmedCallback }, Stage.Callback, stage.Options);
        Assert.That((await dance.BeginAsync("42")).IsBegun, Is.True);
    }

    [Test]
    public async Task T73_Where_a_callback_need_not_be_confirmed_its_verifier_is_demanded_all_the_same()
    {
        var stage = new Stage(Protocol.OAuth1, oauth1: provider => provider with { Allow = Insecure.UnconfirmedCallback });
        stage.Provider.Misbehave = Misbehavior.CallbackNotConfirmed;
        var callback = await stage.ToCallbackAsync("42");
        await stage.AssertRefusedAsync(callback.Split("&oauth_verifier")[0], OAuthErrorCode.ResponseInvalid, taken: true);
    }

    [TestCase(Misbehavior.None, null, false)]
    [TestCase(Misbehavior.DeniesByVerifier, "denied", false)]
    [TestCase(Misbehavior.DeniesWithoutVerifier, null, true)]
    public async Task T74_A_denial_is_understood_in_the_providers_own_way(Misbehavior way, string? verifier, bool withoutVerifier)
    {
        var stage = new Stage(Protocol.OAuth1, oauth1: provider => provider with { Quirks = new() { DenialVerifier = verifier, NoVerifierIsDenial = withoutVerifier } });
        stage.Provider.Misbehave = way;
        var callback = await stage.ToBrowserAsync("42", allow: false);
        var outcome = await stage.AssertFailedAsync(() => stage.Dance.FinishAsync(callback, stage.Browser.Cookie), OAuthOutcomeKind.Denied, OAuthErrorCode.AccessDenied, requests: 0);
        Assert.That(outcome.Error?.Endpoint, Is.EqualTo("https://pretend.example/oauth1/authorize"));
    }

    [Test]
    public async Task A_denial_by_a_verifier_that_nobody_told_of_is_the_providers_to_refuse()
    {
        var stage = new Stage(Protocol.OAuth1);
        stage.Provider.Misbehave = Misbehavior.DeniesByVerifier;
        var outcome = await stage.Dance.FinishAsync(await stage.ToBrowserAsync("42", allow: false), stage.Browser.Cookie);
        Assert.That((outcome.Kind, outcome.Error?.ProviderError), Is.EqualTo((OAuthOutcomeKind.ProviderFailed, "verifier_invalid")));
    }

    private static Stage Asking(string endpoint, HttpStatusCode status, string body, string type = "text/plain") => new(Protocol.OAuth1, options => options with
    {
        Http = new Answering(options.Http!, endpoint, () => new(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } } }),
    });

    /// <summary>Answers in an endpoint's place.</summary>
    private sealed class Answering(HttpMessageHandler provider, string endpoint, Func<HttpResponseMessage> answer) : DelegatingHandler(provider)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.RequestUri!.AbsolutePath.EndsWith(endpoint, StringComparison.Ordinal))
                return await base.SendAsync(request, cancellationToken);
            var instead = answer();
            instead.RequestMessage = request;
            return instead;
        }
    }
}
