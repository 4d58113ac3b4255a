using System.Net;
using Flurl.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>A token is refreshed before it ends, once, stored before it is used, and never lost.</summary>
public class RefreshTests
{
    private static readonly TokenKey Key = new("pretend", PretendProvider.ClientId, "42", TokenKey.DefaultAccount);

    private static async Task<DanceSetup> LoggedInAsync(
        Func<OAuthDanceOptions, OAuthDanceOptions>? options = null,
        Func<OAuthClient.OAuth2.OAuth2Provider, OAuthClient.OAuth2.OAuth2Provider>? provider = null)
    {
        var setup = new DanceSetup(options: options, provider: provider);
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        setup.Signals.TokenRefreshed.Connect((_, _) => setup.SentSignals.Enqueue("refreshed"));
        return setup;
    }

    // A while after the login: what is new is not replaced.
    private static void EndAccessTokens(DanceSetup setup)
    {
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        setup.Provider.EndAccessTokens();
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
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(refreshes), "and then it is fresh");
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
    public async Task A_refresh_is_announced_after_the_token_is_stored_and_keeps_fields_that_the_answer_omits(
        [Values] bool rotates)
    {
        var setup = new DanceSetup(provider: provider => provider with { Scopes = ["read", "write"] });
        setup.Provider.RotatesRefreshTokens = rotates;
        await setup.LoginAsync("42");
        var before = await GetStoredTokenAsync(setup);
        OAuthToken? storedThen = null;
        TokenRefreshedArgs? told = null;
        setup.Signals.TokenRefreshed
            .Connect(async (_, args) => (told, storedThen) = (args, await GetStoredTokenAsync(setup)));
        setup.Time.Advance(TimeSpan.FromHours(1));
        await CallAsync(setup);
        var after = await GetStoredTokenAsync(setup);
        Assert.That(
            (told?.User, told?.Token, storedThen),
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
            (setup.Provider.RefreshCount, setup.SentSignals.Count(word => word == "refreshed")),
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
        Assert.That(
            (
                setup.Provider.RefreshCount,
                setup.SentSignals.Count(word => word == "error refresh_rejected"),
                setup.Tokens.Count),
            Is.EqualTo((1, 1, 0)));
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
        var cancelled = setup.Dance.Session("42").GetTokenAsync(first.Token).AsTask();
        await asked.Task;
        var others = Enumerable.Range(0, 100).Select(_ => setup.Dance.Session("42").GetTokenAsync().AsTask()).ToArray();
        await first.CancelAsync();
        Assert.That(async () => await cancelled, Throws.InstanceOf<OperationCanceledException>());
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
            var answers = await Task.WhenAll(machines.SelectMany(machine => Enumerable.Range(0, 5)
                .Select(_ => Task.Run(() => machine.Session("42").Request("me").GetStringAsync()))));
            Assert.That(answers, Has.All.Contains("anna"));
            Assert.That(setup.Provider.RefreshCount, Is.EqualTo(round));
        }
    }

    [Test]
    public async Task T46_A_rejected_refresh_reads_the_store_again_before_the_session_ends()
    {
        var setup = await LoggedInAsync();
        var sibling = new OAuthToken
        {
            AccessToken = "of-a-sibling",
            RefreshToken = "newer",
            ExpiresAt = setup.Time.GetUtcNow().AddHours(9),
        };
        setup.Time.Advance(TimeSpan.FromHours(1));
        setup.Provider.TokenAnswer = _ =>
        {
            var stored = setup.Tokens.GetAsync(Key).AsTask().GetAwaiter().GetResult()!;
            setup.Tokens.PutAsync(Key, sibling, stored.Version).AsTask().GetAwaiter().GetResult();
            return new(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""") };
        };
        Assert.That(await setup.Dance.Session("42").GetTokenAsync(), Is.EqualTo(sibling));
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
        var token = await setup.Dance.Refresher.ReplaceAsync(Key, older, default);
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
        Assert.That(await CallAsync(setup), Does.Contain("anna"), "still good");
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1), "and the provider is left alone for a while");
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        var failed = await Assert.CatchAsync<OAuthException>(async () => await setup.Dance
            .Session("42")
            .GetTokenAsync());
        Assert.That(failed, Is.Not.TypeOf<AuthorizationRequiredException>());
        Assert.That(
            (setup.Recorder.TokenLines, setup.SentSignals.Any(word => word.StartsWith(
                "error", StringComparison.Ordinal))),
            Is.EqualTo((before, false)));
        setup.Provider.TokenAnswer = null;
        setup.Time.Advance(TimeSpan.FromSeconds(1));
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
            Assert.That(
                (await Assert.CatchAsync<OAuthException>(
                    async () => await setup.Dance.Session("42").GetTokenAsync()))!.Error.Code,
                Is.EqualTo(OAuthErrorCode.EndpointBusy));
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
        var failed = await Assert.CatchAsync<OAuthException>(async () => await setup.Dance
            .Session("42")
            .GetTokenAsync());
        Assert.That(
            (failed!.Error.Code, setup.SentSignals.Count(word => word == "error store_failed")),
            Is.EqualTo((OAuthErrorCode.StoreFailed, 1)));
        store.BeforePut = null;
        setup.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1), "the refresh token that was spent is not sent again");
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

    [TestCase("GET")]
    [TestCase("form")]
    [TestCase("JSON")]
    public async Task T50_A_call_that_is_answered_with_401_is_sent_again_with_a_new_token(string kind)
    {
        var setup = await LoggedInAsync();
        EndAccessTokens(setup);
        var request = setup.Dance.Session("42").Request("me");
        var answer = kind switch
        {
            "GET" => await request.GetAsync(),
            "form" => await request.PostUrlEncodedAsync(new { a = "b" }),
            _ => await request.PostJsonAsync(new { a = "b" }),
        };
        Assert.That((answer.StatusCode, setup.Provider.RefreshCount), Is.EqualTo((200, 1)));
        var sent = setup.Provider.Requests.Where(one => one.Endpoint == PretendEndpoint.Api).ToArray();
        Assert.That(
            (sent.Length, sent[0].Body == sent[1].Body, sent[0].Authorization == sent[1].Authorization),
            Is.EqualTo((2, true, false)));
    }

    [Test]
    public async Task T50_An_API_that_answers_401_to_every_token_causes_one_refresh()
    {
        var setup = await LoggedInAsync(options => options with
        {
            Http = new EndpointStub(options.Http!, "/api/me", _ => new(HttpStatusCode.Unauthorized)),
        });
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.That(
                (await setup.Dance.Session("42").Request("me").AllowAnyHttpStatus().GetAsync()).StatusCode,
                Is.EqualTo(401));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task T50_A_body_that_can_be_read_once_is_not_sent_again_but_the_next_call_has_a_new_token()
    {
        var setup = await LoggedInAsync();
        EndAccessTokens(setup);
        using var calls = new HttpClient(new OAuthClient.Http.OAuthHandler(setup.Dance.Session("42")));
        using var once = new StreamContent(new MemoryStream("read once"u8.ToArray()));
        var failed = await Assert.CatchAsync<OAuthException>(() => calls.PostAsync(
            new Uri("https://pretend.example/api/me"), once));
        Assert.That(
            (failed!.Error.Code, setup.Provider.CountCalls(PretendEndpoint.Api)),
            Is.EqualTo((OAuthErrorCode.BodyNotRepeatable, 1)));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_401_is_returned_when_the_token_cannot_be_refreshed()
    {
        var setup = await LoggedInAsync();
        EndAccessTokens(setup);
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.InternalServerError);
        Assert.That(
            (await setup.Dance.Session("42").Request("me").AllowAnyHttpStatus().GetAsync()).StatusCode,
            Is.EqualTo(401));
        Assert.That(setup.Tokens.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_failing_receiver_is_reported_and_the_token_is_still_used()
    {
        var setup = await LoggedInAsync();
        setup.Signals.TokenRefreshed.Connect((_, _) => throw new InvalidOperationException("a receiver's"));
        setup.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(setup.SentSignals, Does.Contain("error receiver_failed"));
    }

    [Test]
    public async Task A_user_who_signs_out_during_a_refresh_is_signed_out()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var setup = await LoggedInAsync(options => options with
        {
            Http = new DelayedRefreshHandler(options.Http!, asked, answer.Task),
        });
        setup.Time.Advance(TimeSpan.FromHours(1));
        var refreshing = setup.Dance.Session("42").GetTokenAsync().AsTask();
        await asked.Task;
        await setup.Dance.Session("42").SignOutAsync();
        answer.SetResult();
        Assert.That(async () => await refreshing, Throws.TypeOf<AuthorizationRequiredException>());
        Assert.That(setup.Tokens.Count, Is.Zero);
    }

    [Test]
    public async Task A_token_that_arrives_after_its_user_signed_out_is_revoked()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var setup = await LoggedInAsync(
            options => options with
            {
                Http = new DelayedRefreshHandler(options.Http!, asked, answer.Task, isAnswered: true),
            },
            provider => provider with { RevocationEndpoint = "https://pretend.example/revoke" });
        setup.Time.Advance(TimeSpan.FromHours(1));
        var refreshing = setup.Dance.Session("42").GetTokenAsync().AsTask();
        await asked.Task;
        await setup.Dance.Session("42").SignOutAsync();
        answer.SetResult();
        Assert.That(async () => await refreshing, Throws.TypeOf<AuthorizationRequiredException>());
        Assert.That(
            setup.Provider.Requests
                .Where(request => request["token_type_hint"] == "refresh_token")
                .Select(request => request["token"])
                .Distinct()
                .Count(),
            Is.EqualTo(2),
            "the old one and the new one");
    }
}
