namespace OAuthClient.Tests.OAuth1;

/// <summary>Callbacks of OAuth 1 that deny a login or report a problem, in the words of many providers.</summary>
public class DenialTests
{
    private static readonly string[] DenialWords =
    [
        "oauth_problem=user_refused", "oauth_problem=permission_denied", "oauth_problem=access_denied",
        "oauth_problem=User_Refused", "error=access_denied", "error=access_denied&error_description=The+user+said+no",
        "error=user_denied", "error=user_cancelled_login", "oauth_problem=&error=access_denied",
    ];

    [Test]
    public async Task T74_A_denial_that_names_the_request_token_ends_the_login(
        [ValueSource(nameof(DenialWords))] string words, [Values] bool isFirst)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var token = Callbacks.Value(await setup.GetCallbackUrlAsync("42"), "oauth_token");
        var denial = isFirst ? $"?{words}&oauth_token={token}" : $"?oauth_token={token}&{words}";
        var outcome = await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(denial, setup.Browser.Cookie),
            OAuthOutcomeKind.Denied,
            OAuthErrorCode.AccessDenied,
            $"?x={token}",
            requests: 0);
        Assert.That(words, Does.Contain(outcome.Error!.ProviderError!));
    }

    [TestCase("oauth_problem=user_refused&oauth_problem_advice=Ask+again", "user_refused", "Ask again")]
    [TestCase("error=access_denied&error_description=No+thanks", "access_denied", "No thanks")]
    public async Task A_denial_keeps_the_words_of_the_provider(string words, string error, string description)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var token = Callbacks.Value(await setup.GetCallbackUrlAsync("42"), "oauth_token");
        var outcome = await setup.Dance.FinishAsync($"?oauth_token={token}&{words}", setup.Browser.Cookie);
        Assert.That(
            (outcome.Kind, outcome.Error!.ProviderError, outcome.Error.ProviderDescription),
            Is.EqualTo((OAuthOutcomeKind.Denied, error, description)));
    }

    [Test]
    public async Task T74_A_denial_without_a_request_token_is_an_outcome_that_leaves_the_login_as_it_was(
        [ValueSource(nameof(DenialWords))] string words)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var callback = await setup.GetCallbackUrlAsync("42");
        var outcome = await setup.AssertLeftAloneAsync(
            () => setup.Dance.FinishAsync($"?{words}", setup.Browser.Cookie),
            OAuthOutcomeKind.Denied,
            OAuthErrorCode.AccessDenied);
        Assert.That(outcome.Error!.ProviderError, Is.Null, "only a callback of this login has the provider's words");
        Assert.That(outcome.Error.Message, Does.Contain("unverified"));
        Assert.That(outcome.Response.Status, Is.EqualTo(403));
        Assert.That(outcome.Response.Body, Does.Not.Contain("refused").And.Not.Contain("access_denied"));
        Assert.That(
            (await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie)).IsStored,
            Is.True,
            "the login can still be finished");
    }

    [Test]
    public async Task T74_A_denial_without_a_request_token_is_refused_in_a_browser_that_began_no_login(
        [ValueSource(nameof(DenialWords))] string words)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync($"?{words}", default), OAuthErrorCode.RequestTokenMissing);
    }

    [TestCase("oauth_problem=consumer_key_refused", "consumer_key_refused")]
    [TestCase("error=server_error&error_description=Out+of+order", "server_error: Out of order")]
    [TestCase("oauth_verifier=v", null)]
    [TestCase("error=access_denied&oauth_verifier=v", null)]
    [TestCase("x=y", null)]
    [TestCase("", null)]
    public async Task A_callback_without_a_request_token_that_denies_nothing_is_refused(string words, string? shown)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        await setup.GetCallbackUrlAsync("42");
        var outcome = await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync($"?{words}", setup.Browser.Cookie), OAuthErrorCode.RequestTokenMissing);
        if (shown is not null)
            Assert.That(outcome.Error!.Hint, Does.Contain($"unverified: '{shown}'"));
    }

    [Test]
    public async Task Unverified_words_are_cleaned_and_short()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        await setup.GetCallbackUrlAsync("42");
        var words = $"?oauth_problem=user_refused&oauth_problem_advice={new string('x', 4000)}";
        var outcome = await setup.Dance.FinishAsync(words, setup.Browser.Cookie);
        Assert.That(outcome.Error!.Message.Length, Is.LessThan(500));
    }

    [TestCase("&error=access_denied")]
    [TestCase("&error=access_denied&error_description=no")]
    [TestCase("&error=anything")]
    [TestCase("&oauth_problem=user_refused")]
    [TestCase("&oauth_problem=token_expired")]
    [TestCase("&denied=1")]
    public async Task T12_An_error_beside_a_verifier_is_refused_before_the_login_is_taken(string error)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(callback + error, setup.Browser.Cookie), OAuthErrorCode.ResponseInvalid);
        Assert.That(setup.Tokens.Count, Is.Zero);
        Assert.That((await setup.Dance.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
    }

    [TestCase("oauth_problem=additional_authorization_required", "additional_authorization_required")]
    [TestCase("error=server_error&error_description=Try+later", "server_error")]
    public async Task A_problem_that_is_no_denial_is_a_failure_of_the_provider(string words, string error)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var token = Callbacks.Value(await setup.GetCallbackUrlAsync("42"), "oauth_token");
        var outcome = await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync($"?oauth_token={token}&{words}", setup.Browser.Cookie),
            OAuthOutcomeKind.ProviderFailed,
            OAuthErrorCode.ProviderError,
            requests: 0);
        Assert.That(outcome.Error!.ProviderError, Is.EqualTo(error));
    }

    [Test]
    public async Task A_provider_may_have_denial_words_of_its_own([Values] bool isDeclared)
    {
        var setup = new DanceSetup(Protocol.OAuth1, oauth1: provider => provider with
        {
            Quirks = new() { DenialErrors = isDeclared ? ["Not_Today"] : [] },
        });
        var token = Callbacks.Value(await setup.GetCallbackUrlAsync("42"), "oauth_token");
        var outcome = await setup.Dance.FinishAsync(
            $"?oauth_token={token}&oauth_problem=not_today", setup.Browser.Cookie);
        Assert.That(outcome.Kind, Is.EqualTo(isDeclared ? OAuthOutcomeKind.Denied : OAuthOutcomeKind.ProviderFailed));
    }
}
