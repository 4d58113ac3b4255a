using System.Net;
using Flurl.Http;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>
/// A token is refreshed once, before the token expires. The new token is stored before the first use and is never lost.
/// </summary>
public class RefreshTests
{
    private static readonly TokenKey Key = new(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", TokenKey.DefaultAccount);

    private static async Task<DanceSetup> LoggedInAsync(
        Func<OAuthDanceOptions, OAuthDanceOptions>? options = null,
        Func<OAuth2Provider, OAuth2Provider>? provider = null)
    {
        var setup = new DanceSetup(options: options, provider: provider);
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        setup.Signals.TokenRefreshed.Connect((_, _) => setup.SentSignals.Enqueue("refreshed"));
        return setup;
    }

    private static Task<string> CallAsync(DanceSetup setup) => setup.Dance.Session("42").Request("me").GetStringAsync();

    private static async Task<OAuthToken> GetStoredTokenAsync(DanceSetup setup) =>
        (await setup.Tokens.GetAsync(Key))!.Token;

    [TestCase(3539, 0)]
    [TestCase(3571, 1)]
    [TestCase(3600, 1)]
    [TestCase(100_000, 1)]
    public async Task A_token_is_refreshed_shortly_before_its_expiry(int seconds, int refreshes)
    {
        var setup = await LoggedInAsync();
        setup.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(refreshes));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(refreshes), "the token is fresh");
    }

    [Test]
    public async Task A_short_lived_token_is_not_refreshed_at_every_call()
    {
        var setup = new DanceSetup();
        setup.Provider.AccessTokenLifetime = TimeSpan.FromSeconds(30);
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromSeconds(20));
        await CallAsync(setup);
        Assert.That(setup.Provider.RefreshCount, Is.Zero);
        setup.Time.Advance(TimeSpan.FromSeconds(9));
        await CallAsync(setup);
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_that_lives_for_a_few_seconds_is_refreshed_before_its_end()
    {
        var setup = new DanceSetup();
        setup.Provider.AccessTokenLifetime = TimeSpan.FromSeconds(8);
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromSeconds(7.5));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_refresh_is_announced_after_the_token_is_stored_and_keeps_fields_that_the_answer_omits(
        [Values] bool rotates)
    {
        var setup = new DanceSetup(provider: provider => provider with { Scopes = ["read", "write"] });
        setup.Provider.RotatesRefreshTokens = rotates;
        await setup.LoginAsync("42");
        var before = await GetStoredTokenAsync(setup);
        OAuthToken? storedAtSignal = null;
        TokenRefreshedArgs? received = null;
        setup.Signals.TokenRefreshed.Connect(async (_, args) =>
        {
            received = args;
            storedAtSignal = await GetStoredTokenAsync(setup);
        });
        setup.Time.Advance(TimeSpan.FromHours(1));
        await CallAsync(setup);
        var after = await GetStoredTokenAsync(setup);
        Assert.That(
            (received?.User, received?.Token, storedAtSignal),
            Is.EqualTo(((OAuthUser?)"42", (OAuthToken?)after, (OAuthToken?)after)));
        Assert.That(after.AccessToken, Is.Not.EqualTo(before.AccessToken));
        Assert.That(after.RefreshToken == before.RefreshToken, Is.EqualTo(!rotates));
        Assert.That(
            (after.RequestedScopes, after.GrantedScopes),
            Is.EqualTo((before.RequestedScopes, before.GrantedScopes)));
    }

    [Test]
    public async Task T44_A_thousand_callers_cause_one_refresh()
    {
        var setup = await LoggedInAsync();
        setup.Time.Advance(TimeSpan.FromHours(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => CallAsync(setup))));
        Assert.That(answers, Has.All.Contains("anna"));
        Assert.That(
            (setup.Provider.RefreshCount, setup.SentSignals.Count(signal => signal == "refreshed")),
            Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task T44_A_rejected_refresh_is_sent_once_and_fails_a_thousand_callers_with_one_oauth_error()
    {
        var setup = await LoggedInAsync();
        setup.Time.Advance(TimeSpan.FromHours(1));
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest)
        {
            Content = new StringContent("""{"error":"invalid_grant"}"""),
        };
        var failures = await Task.WhenAll(Enumerable.Range(0, 1000)
            .Select(_ => Task.Run(() => Assert.CatchAsync<FlurlHttpException>(() => CallAsync(setup)))));
        Assert.That(
            failures.Select(failure => failure!.InnerException),
            Has.All.TypeOf<AuthorizationRequiredException>());
        var errors = setup.SentSignals.Count(signal => signal == "error refresh_rejected");
        Assert.That((setup.Provider.RefreshCount, errors, setup.Tokens.Count), Is.EqualTo((1, 1, 0)));
    }

    [Test]
    public async Task T44_Canceling_the_first_caller_does_not_affect_the_other_callers()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        var setup = await LoggedInAsync(options => options with
        {
            Http = new DelayedRefreshHandler(options.Http!, asked, answer.Task),
        });
        setup.Time.Advance(TimeSpan.FromHours(1));
        using var first = new CancellationTokenSource();
        var canceled = setup.Dance.Session("42").GetTokenAsync(first.Token).AsTask();
        await asked.Task;
        var others = Enumerable.Range(0, 100).Select(_ => setup.Dance.Session("42").GetTokenAsync().AsTask()).ToArray();
        await first.CancelAsync();
        Assert.That(async () => await canceled, Throws.InstanceOf<OperationCanceledException>());
        answer.SetResult();
        var tokens = await Task.WhenAll(others);
        Assert.That(tokens.Select(token => token!.AccessToken).Distinct().Count(), Is.EqualTo(1));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task T45_Many_dances_on_one_store_refresh_a_rotating_token_once_a_round()
    {
        var setup = await LoggedInAsync();
        var machines = Enumerable.Range(0, 5)
            .Select(_ => new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options))
            .ToArray();
        for (var round = 1; round <= 50; round++)
        {
            setup.Time.Advance(TimeSpan.FromHours(1));
            var sessions = machines.SelectMany(
                machine => Enumerable.Range(0, 5).Select(_ => machine.Session("42")));
            var answers = await Task.WhenAll(
                sessions.Select(session => Task.Run(() => session.Request("me").GetStringAsync())));
            Assert.That(answers, Has.All.Contains("anna"));
            Assert.That(setup.Provider.RefreshCount, Is.EqualTo(round));
        }
    }

    [Test]
    public async Task T46_A_rejected_refresh_reads_the_store_again_before_the_session_ends()
    {
        var setup = await LoggedInAsync();
        var newer = new OAuthToken
        {
            AccessToken = "of-another-process",
            RefreshToken = "newer",
            ExpiresAt = setup.Time.GetUtcNow().AddHours(9),
        };
        setup.Time.Advance(TimeSpan.FromHours(1));
        setup.Provider.TokenAnswer = _ =>
        {
            var stored = setup.Tokens.GetAsync(Key).AsTask().GetAwaiter().GetResult()!;
            setup.Tokens.PutAsync(Key, newer, stored.Version).AsTask().GetAwaiter().GetResult();
            return new(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""") };
        };
        Assert.That(await setup.Dance.Session("42").GetTokenAsync(), Is.EqualTo(newer));
        Assert.That(setup.SentSignals, Has.None.Contains("error"));
    }

    [Test]
    public async Task An_expired_token_from_another_process_is_refreshed()
    {
        var setup = await LoggedInAsync();
        setup.Time.Advance(TimeSpan.FromHours(1));
        var older = new OAuthToken
        {
            AccessToken = "read-long-ago",
            RefreshToken = "spent",
            ExpiresAt = setup.Time.GetUtcNow().AddHours(-9),
        };
        var token = await setup.Dance.Refresher.ReplaceAsync(setup.Dance.SlotOf("42", TokenKey.DefaultAccount), older, default);
        Assert.That((setup.Dance.Refresher.HasExpired(token), setup.Provider.RefreshCount), Is.EqualTo((false, 1)));
    }

    [TestCase(500, "")]
    [TestCase(503, "<html>")]
    [TestCase(408, "")]
    [TestCase(429, "slow down")]
    [TestCase(400, """{"error":"temporarily_unavailable"}""")]
    [TestCase(401, """{"error":"invalid_client"}""")]
    [TestCase(200, "<html>")]
    [TestCase(200, """{"access_token":""")]
    [TestCase(0, "")]
    public async Task T47_A_transient_failure_keeps_the_stored_token_to_the_byte_and_uses_the_token_while_it_is_valid(
        int status, string body)
    {
        var setup = await LoggedInAsync();
        var before = setup.Recorder.TokenLines;
        setup.Provider.TokenAnswer = _ => status == 0
            ? throw new HttpRequestException("no such host")
            : new((HttpStatusCode)status) { Content = new StringContent(body) };
        setup.Time.Advance(TimeSpan.FromSeconds(3590));
        Assert.That(await CallAsync(setup), Does.Contain("anna"), "the token is still valid");
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1), "the provider is not asked again at once");
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        var failed = await Assert.CatchAsync<OAuthException>(
            async () => await setup.Dance.Session("42").GetTokenAsync());
        Assert.That(failed, Is.Not.TypeOf<AuthorizationRequiredException>());
        Assert.That(setup.Recorder.TokenLines, Is.EqualTo(before));
        Assert.That(
            setup.SentSignals.Count(signal => signal.StartsWith("error ", StringComparison.Ordinal)),
            Is.EqualTo(2),
            "told once while the token was valid, and once when it had ended");
        setup.Provider.TokenAnswer = null;
        setup.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await CallAsync(setup), Does.Contain("anna"), "nothing was lost");
    }

    [Test]
    public async Task A_provider_that_sends_Retry_After_is_not_asked_earlier()
    {
        var setup = await LoggedInAsync();
        setup.Time.Advance(TimeSpan.FromHours(1));
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.TooManyRequests)
        {
            Headers = { RetryAfter = new(TimeSpan.FromSeconds(30)) },
        };
        foreach (var _ in Enumerable.Range(0, 5))
        {
            var failed = await Assert.CatchAsync<OAuthException>(
                async () => await setup.Dance.Session("42").GetTokenAsync());
            Assert.That(failed!.Error.Code, Is.EqualTo(OAuthErrorCode.EndpointBusy));
        }
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
        setup.Provider.TokenAnswer = null;
        setup.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
    }

    [Test]
    public async Task T48_A_new_token_is_stored_before_the_call_is_sent()
    {
        var setup = await LoggedInAsync();
        setup.Time.Advance(TimeSpan.FromHours(1));
        await CallAsync(setup);
        var used = setup.Provider.Requests.Last(request => request.Endpoint == PretendEndpoint.Api).Authorization;
        Assert.That(used, Is.EqualTo($"Bearer {setup.Recorder.StoredTokens.Last().AccessToken.Reveal()}"));
        var restarted = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options);
        setup.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await restarted.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
    }

    [Test]
    public async Task T48_A_token_that_could_not_be_stored_is_reported_and_stored_by_the_next_call()
    {
        HookedTokenStore store = null!;
        var setup = await LoggedInAsync(options => options with { Tokens = store = new(options.Tokens!) });
        setup.Time.Advance(TimeSpan.FromHours(1));
        store.BeforePut = _ => throw new IOException("no space left");
        var failed = await Assert.CatchAsync<OAuthException>(
            async () => await setup.Dance.Session("42").GetTokenAsync());
        Assert.That(
            (failed!.Error.Code, setup.SentSignals.Count(signal => signal == "error store_failed")),
            Is.EqualTo((OAuthErrorCode.StoreFailed, 1)));
        store.BeforePut = null;
        setup.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1), "the used refresh token is not sent again");
    }

    [Test]
    public async Task T48_While_a_new_token_is_unsaved_no_other_dance_sends_the_old_refresh_token()
    {
        HookedTokenStore store = null!;
        var setup = await LoggedInAsync(options => options with { Tokens = store = new(options.Tokens!) });
        setup.Time.Advance(TimeSpan.FromHours(1));
        store.BeforePut = _ => throw new IOException("no space left");
        Assert.That(async () => await setup.Dance.Session("42").GetTokenAsync(), Throws.TypeOf<OAuthException>());
        var elsewhere = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options);
        var waiting = elsewhere.Session("42").GetTokenAsync().AsTask();
        store.BeforePut = null;
        setup.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await waiting, Is.EqualTo(await GetStoredTokenAsync(setup)));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task T49_A_refresh_request_has_no_scope()
    {
        var setup = await LoggedInAsync(provider: provider => provider with { Scopes = ["read"] });
        setup.Time.Advance(TimeSpan.FromHours(1));
        await CallAsync(setup);
        var sent = setup.Provider.Requests.Single(request => request["grant_type"] == "refresh_token");
        Assert.That(sent.Form.Select(pair => pair.Name), Is.EqualTo(new[] { "grant_type", "refresh_token" }));
    }

    [Test]
    public async Task A_failing_receiver_is_reported_and_the_token_is_still_used()
    {
        var setup = await LoggedInAsync();
        setup.Signals.TokenRefreshed.Connect((_, _) => throw new InvalidOperationException("of a receiver"));
        setup.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(setup.SentSignals, Does.Contain("error receiver_failed"));
    }
}
