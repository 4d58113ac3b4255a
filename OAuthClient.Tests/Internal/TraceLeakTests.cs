using System.Collections.Concurrent;
using System.Net;

namespace OAuthClient.Tests.Internal;

/// <summary>Secrets that an exchange repeats where a transcript expects a harmless value.</summary>
public class TraceLeakTests
{
    // The authorization code of the login; the test puts it in.
    private const string Code = "{code}";

    private static IEnumerable<TestCaseData> LeakyAnswers()
    {
        yield return Row("""{"error":"invalid_grant","redirect_uri":"https://app.example/{code}"}""", Code);
        yield return Row("""{"error":"invalid_grant","redirect_uri":"https://app.example/callback/{code}"}""", Code);
        yield return Row("""{"error":"x","redirect_uri":"bearer:ya29.a0AfH6SMBx1234567890"}""", "ya29.a0AfH6SMBx");
        yield return Row("""{"error":"x","redirect_uri":"https://app.example/swordfish"}""", "swordfish");
        yield return Row("""{"error":"x","redirect_uri":"https://swordfish.example/callback"}""", "swordfish");
        yield return Row("""{"error":"x","redirect_uri":"https://swordfish@app.example/callback"}""", "swordfish");
        yield return Row("""{"error":"x","redirect_uri":"com.example.app:/swordfish"}""", "swordfish");
        yield return Row("""{"error":"x","oauth_callback":"https://app.example/swordfish"}""", "swordfish");
        yield return Row("""{"error":"x","data":{"redirect_uri":"https://app.example/{code}"}}""", Code);
        yield return Row("""{"access_token":"swordfish","token_type":"bearer","scope":"swordfish"}""", "swordfish");
        yield return Row("""{"access_token":"swordfish","scope":"read:SwordFish"}""", "fish");
        yield return Row("""{"scope":"read swordfish-two","access_token":"swordfish"}""", "swordfish");
        yield return Row("""{"access_token":"swordfish","token_type":"swordfish"}""", "swordfish");
        yield return Row("""{"access_token":"new-token-abc","token_type":"new-token-abc"}""", "new-token-abc");
        yield return Row("""{"access_token":"1234567890","expires_in":1234567890}""", "1234567890");
        yield return Row("""{"access_token":1234567890,"error_code":"1234567890"}""", "1234567890");
        yield return Row("""{"access_token":"abc","scope":"abc"}""", "abc");
        yield return Row("""{"access_token":"swordfish","swordfish":"x"}""", "swordfish");
        yield return Row("""{"access_token":"swordfish","swordfish":{"scope":"repo"}}""", "swordfish");
        yield return Row("""{"error":"swordfish","message":"swordfish"}""", "swordfish");
        yield return Row("""{"scope":"swordfish","tokens":[{"access_token":"swordfish"}]}""", "swordfish");
        yield return Row("""{"scope":"swordfish","tokens":["swordfish"]}""", "swordfish");
        yield return Row("""{"scope":"swordfish","a":{"b":{"c":{"d":{"token":"swordfish"}}}}}""", "swordfish");
        yield return Row("""{"scope":"swordfish","a":"[\"{\\\"token\\\":\\\"swordfish\\\"}\"]"}""", "swordfish");
        yield return Row("""{"scope":"swordfish","a":"token=swordfish&b=c"}""", "swordfish");
        yield return Row("""{"scope":"swordfish","url":"https://app.example/#token=swordfish"}""", "swordfish");
        yield return Row("""{"scope":"fish","redirect_uri":"https://app.example/callback?a=fish"}""", "fish");
        yield return Row("""{"scope":"swordfish","a":"Bearer swordfish"}""", "swordfish");
        yield return Row("""{"scope":"swordfish","a":"https://me:swordfish@app.example"}""", "swordfish");
        yield return Row("access_token=swordfish&scope=read+swordfish", "swordfish");
        yield return Row("""{"error":"AbCdEfGhIjKlMnOp"}""", "AbCdEf");
        yield return Row("""{"error":"A1B2C3"}""", "A1B2C3");
        yield return Row("""{"token_type":"any-token-abc"}""", "any-token-abc");
        yield return Row("""{"error":"one-two-three-four-five-six"}""", "three");

        static TestCaseData Row(string body, string secret) =>
            new TestCaseData(body, secret).SetArgDisplayNames(body);
    }

    private static IEnumerable<TestCaseData> HarmlessAnswers()
    {
        yield return Row(
            """{"redirect_uri":"https://app.example/callback?state=x#y","access_token":"swordfish"}""",
            "  redirect_uri = https://app.example/callback");
        yield return Row(
            """{"error":"invalid_grant","error_description":"invalid_grant: the code is old"}""",
            "  error = invalid_grant");
        yield return Row("""{"ok":true,"oauth_callback_confirmed":true}""", "  oauth_callback_confirmed = true");
        yield return Row("""{"expires_in":3599,"ext_expires_in":3599}""", "  expires_in = 3599", "  ext_expires_in = 3599");
        yield return Row("""{"type":"token","access_token":"swordfish"}""", "  access_token = ***");
        yield return Row("""{"token_type":"DPoP","scope":"User.Read Files.ReadWrite"}""",
            "  token_type = DPoP", "  scope = User.Read Files.ReadWrite");
        yield return Row("""{"scope":"https://www.example.com/auth/userinfo.email api.v1"}""",
            "  scope = https://www.example.com/auth/userinfo.email api.v1");
        yield return Row("""{"error":{"type":"OAuthException","code":190}}""", "  error.type = ***", "  error.code = ***");

        static TestCaseData Row(string body, params string[] lines) =>
            new TestCaseData(body, lines).SetArgDisplayNames(body);
    }

    [TestCaseSource(nameof(LeakyAnswers))]
    public async Task A_secret_of_the_exchange_is_masked_under_any_name(string body, string secret)
    {
        var (text, code) = await AnswerAsync(body);
        Assert.That(text, Does.Not.Contain(secret == Code ? code : secret).IgnoreCase);
    }

    [TestCaseSource(nameof(HarmlessAnswers))]
    public async Task A_harmless_value_stays_readable_beside_masked_values(string body, string[] lines)
    {
        var (text, _) = await AnswerAsync(body);
        Assert.That(text.Split('\n'), Is.SupersetOf(lines));
    }

    [Test]
    public async Task A_secret_of_a_cookie_is_masked_under_any_name()
    {
        var (text, _) = await AnswerAsync("""{"scope":"swordfish"}""", "id=swordfish; Path=/");
        Assert.That(text, Does.Not.Contain("swordfish").And.Contain("Set-Cookie: ***"));
    }

    [TestCase("code=swordfish&error=swordfish", "swordfish")]
    [TestCase("code=swordfish&scope=read+swordfish", "swordfish")]
    [TestCase("scope=swordfish&state=swordfish", "swordfish")]
    [TestCase("oauth_token=t&oauth_verifier=1234567&error_code=1234567", "1234567")]
    [TestCase("code=x&redirect_uri=https://app.example/swordfish", "swordfish")]
    [TestCase("code=x&redirect_uri=https://app.example/callback%23swordfish", "swordfish")]
    [TestCase("code=swordfish&swordfish=1", "swordfish")]
    [TestCase("error=pretend-secret", "pretend-secret")]
    [TestCase("error=AbCdEfGhIjKl", "AbCd")]
    public async Task A_secret_of_a_callback_is_masked_under_any_name(string query, string secret)
    {
        var setup = new DanceSetup(provider: value => value with { ClientSecret = "pretend-secret" });
        var texts = Record(setup);
        await setup.FinishAsync(OAuthCallback.FromUrl($"https://app.example/callback?{query}"), default);
        Assert.That(texts.Single(), Does.Contain("GET https://app.example/callback").And.Not.Contain(secret));
    }

    [Test]
    public async Task A_masked_value_of_the_authorization_URL_is_masked_under_any_name()
    {
        var setup = new DanceSetup(provider: value => value with { Scopes = ["repo", "swordfish"] });
        var texts = Record(setup);
        var begin = new OAuthBeginOptions { Parameters = new Dictionary<string, string> { ["login_hint"] = "swordfish" } };
        await setup.GetCallbackAsync("42", begin: begin);
        Assert.That(texts.Single(), Does.Contain("  scope = ***").And.Not.Contain("swordfish"));
    }

    [TestCase("swordfish", "swordfish", "***")]
    [TestCase("new-token-abc", "new-token-abc", "***")]
    [TestCase("one", "one", "***")]
    [TestCase("one", "AbCdEfGhIjKlMnOp", "***")]
    [TestCase("one", "any-token-abc", "***")]
    [TestCase("one", "Basic swordfish", "***")]
    [TestCase("one", "mac", "mac")]
    [TestCase("one", "N_A", "N_A")]
    public async Task An_unknown_token_type_is_shown_only_if_it_is_no_token(string token, string type, string shown)
    {
        var setup = new DanceSetup();
        var answer = $$"""{"access_token":"{{token}}","id":"swordfish","token_type":"{{type}}"}""";
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.OK) { Content = new StringContent(answer) };
        var outcome = await setup.LoginAsync("42");
        Assert.That(outcome.Error?.Message, Is.EqualTo($"The token is of type '{shown}'; only Bearer can be used."));
        if (shown == "***")
            Assert.That(Canary.Texts(outcome.Error).OfType<string>(), Has.None.Contains(type).And.None.Contains($"'{token}'"));
    }

    [TestCase("""{"error":"e","error_description":"swordfish has ended","access_token":"swordfish"}""")]
    [TestCase("""{"error":"swordfish","refresh_token":"swordfish"}""")]
    [TestCase("""{"error":"e","error_uri":"https://a.example/swordfish","id_token":"swordfish"}""")]
    public async Task A_token_of_an_error_answer_is_masked_in_the_words_of_the_error(string body)
    {
        var setup = new DanceSetup();
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest) { Content = new StringContent(body) };
        var outcome = await setup.LoginAsync("42");
        Assert.That(string.Concat(Canary.Texts(outcome.Error)), Does.Not.Contain("swordfish").And.Contain("***"));
    }

    private static async Task<(string Text, string Code)> AnswerAsync(string body, string? cookie = null)
    {
        var setup = new DanceSetup();
        var url = await setup.GetCallbackUrlAsync("42");
        var code = Callbacks.Value(url, "code");
        var texts = Record(setup);
        setup.Provider.TokenAnswer = _ =>
        {
            var content = new StringContent(body.Replace(Code, code, StringComparison.Ordinal));
            var answer = new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = content };
            if (cookie is not null)
                answer.Headers.Add("Set-Cookie", cookie);
            return answer;
        };
        await setup.FinishAsync(OAuthCallback.FromUrl(url), setup.Browser.Cookie);
        var text = texts.Last();
        Assert.That(text, Does.Contain("→ 400\n"));
        return (text, code);
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
}
