using OAuthClient.Testing;

namespace OAuthClient.Tests.Login;

/// <summary>Callbacks with an error: the kind of outcome, the hint, and the page.</summary>
public class ErrorCallbackTests
{
    [TestCase("login_required")]
    [TestCase("consent_required")]
    [TestCase("interaction_required")]
    [TestCase("account_selection_required")]
    [TestCase("immediate_unsuccessful")]
    public async Task A_login_without_a_page_that_needs_the_user_is_an_outcome_of_its_own(string error)
    {
        var setup = new DanceSetup();
        var callback = await CreateErrorAsync(setup, $"error={error}&error_description=log+in+first");
        var outcome = await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        var repeated = await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (outcome.Kind.ToString(), outcome.Error?.Code, outcome.Error?.ProviderError),
                Is.EqualTo(("InteractionRequired", "interaction_required", error)));
            Assert.That(outcome.Error?.ProviderDescription, Is.EqualTo("log in first"));
            Assert.That(outcome.Error?.Hint, Does.Contain("prompt"));
            Assert.That(outcome.Response.Status, Is.EqualTo(403));
            Assert.That(outcome.Response.Body, Does.Contain("log in at the provider").And.Not.Contain("later"));
            Assert.That(setup.SentSignals.Last(), Is.EqualTo("error interaction_required"));
            Assert.That(repeated, Is.SameAs(outcome));
        }
    }

    [TestCase("invalid_scope", HintWords.Scopes)]
    [TestCase("unauthorized_client", HintWords.Registration)]
    [TestCase("redirect_uri_mismatch", HintWords.RedirectUri)]
    [TestCase("temporarily_unavailable", HintWords.Later)]
    [TestCase("server_error", HintWords.Later)]
    [TestCase("invalid_request", HintWords.Missing)]
    [TestCase("a_word_of_its_own", HintWords.Documentation)]
    public async Task An_error_of_a_callback_has_the_hint_of_the_same_error_in_an_answer(string error, string words)
    {
        var setup = new DanceSetup();
        var callback = await CreateErrorAsync(setup, $"error={error}");
        var ofCallback = await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        setup.Provider.TokenAnswer = _ => new(System.Net.HttpStatusCode.BadRequest)
        {
            Content = new StringContent($$"""{"error":"{{error}}"}"""),
        };
        var ofAnswer = await setup.LoginAsync("42");
        Assert.That(ofCallback.Error?.Hint, Is.EqualTo(ofAnswer.Error?.Hint).And.Contains(words));
    }

    [TestCase("invalid_grant", 400, "begin again")]
    [TestCase("bad_verification_code", 200, "begin again")]
    [TestCase("invalid_client", 401, "run this site")]
    [TestCase("redirect_uri_mismatch", 400, "run this site")]
    [TestCase("invalid_scope", 400, "run this site")]
    [TestCase("server_error", 400, "try again later")]
    [TestCase("a_word_of_its_own", 503, "try again later")]
    [TestCase("", 401, "run this site")]
    [TestCase("", 404, "run this site")]
    [TestCase("", 429, "try again later")]
    [TestCase("", 500, "try again later")]
    public async Task The_page_of_a_failed_login_says_what_helps(string error, int status, string advice)
    {
        var setup = new DanceSetup();
        setup.Provider.TokenAnswer = _ => new((System.Net.HttpStatusCode)status)
        {
            Content = new StringContent(error.Length == 0 ? "" : $$"""{"error":"{{error}}"}"""),
        };
        var outcome = await setup.LoginAsync("42");
        string[] others = ["begin again", "run this site", "try again later"];
        Assert.That((outcome.Kind, outcome.Response.Status), Is.EqualTo((OAuthOutcomeKind.ProviderFailed, 502)));
        Assert.That(
            others.Where(words => outcome.Response.Body!.Contains(words, StringComparison.Ordinal)),
            Is.EqualTo(new[] { advice }),
            outcome.Response.Body);
    }

    [TestCase(Misbehavior.RedirectsToken, "run this site")]
    [TestCase(Misbehavior.HtmlWith200, "run this site")]
    [TestCase(Misbehavior.NoToken, "run this site")]
    [TestCase(Misbehavior.Slow, "try again later")]
    public async Task The_page_of_a_failed_endpoint_says_what_helps(Misbehavior misbehavior, string advice)
    {
        var setup = new DanceSetup();
        setup.Provider.Misbehave = misbehavior;
        Assert.That((await setup.LoginAsync("42")).Response.Body, Does.Contain(advice));
    }

    private static async Task<string> CreateErrorAsync(DanceSetup setup, string parameters)
    {
        var state = Callbacks.Value(await setup.GetCallbackUrlAsync("42"), "state");
        return $"?{parameters}&state={state}&iss=https%3A%2F%2Fpretend.example";
    }

    /// <summary>Words of the hints that errors have in callbacks and in answers.</summary>
    private static class HintWords
    {
        public const string Scopes = "Scopes",
        Registration = "registration",
        RedirectUri = "registered one",
        Later = "Try again later",
        Missing = "Something is missing",
        Documentation = "documentation";
    }
}
