using System.Net;
using Flurl.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>A token is refreshed before it ends, once, stored before it is used, and never lost.</summary>
public class RefreshTests
{
    private static readonly TokenKey Key = new("pretend", PretendProvider.ClientId, "42", TokenKey.DefaultAccount);

    private static async Task<Stage> LoggedInAsync(Func<OAuthDanceOptions, OAuthDanceOptions>? options = null, Func<OAuthClient.OAuth2.OAuth2Provider, OAuthClient.OAuth2.OAuth2Provider>? provider = null)
    {
        var stage = new Stage(options: options, provider: provider);
        Assert.That((await stage.LoginAsync("42")).IsStored, Is.True);
        stage.Signals.TokenRefreshed.Connect((_, _) => stage.Heard.Enqueue("refreshed"));
        return stage;
    }

    // A while after the login: what is new is not replaced.
    private static void EndAccessTokens(Stage stage)
    {
        stage.Time.Advance(TimeSpan.FromMinutes(1));
        stage.Provider.EndAccessTokens();
    }

    private static Task<string> CallAsync(Stage stage) => stage.Dance.Session("42").Request("me").GetStringAsync();

    private static async Task<OAuthToken> StoredAsync(Stage stage) => (await stage.Tokens.GetAsync(Key))!.Token;

    [TestCase(3539, 0)]
    [TestCase(3571, 1)]
    [TestCase(3600, 1)]
    [TestCase(100_000, 1)]
    public async Task A_token_is_refreshed_when_its_end_is_near(int seconds, int refreshes)
    {
        var stage = await LoggedInAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(refreshes));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(refreshes), "and then it is fresh");
    }

    [Test]
    public async Task A_token_that_never_lasts_long_is_not_refreshed_at_every_call()
    {
        var stage = new Stage();
        stage.Provider.AccessTokenLifetime = TimeSpan.FromSeconds(30);
        await stage.LoginAsync("42");
        stage.Time.Advance(TimeSpan.FromSeconds(20));
        await CallAsync(stage);
        Assert.That(stage.Provider.Refreshes, Is.Zero);
        stage.Time.Advance(TimeSpan.FromSeconds(9));
        await CallAsync(stage);
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_refresh_is_announced_when_the_token_is_stored_and_keeps_what_the_answer_leaves_out([Values] bool rotates)
    {
        var stage = new Stage(provider: provider => provider with { Scopes = ["read", "write"] });
        stage.Provider.RotatesRefreshTokens = rotates;
        await stage.LoginAsync("42");
        var before = await StoredAsync(stage);
        OAuthToken? storedThen = null;
        TokenRefreshedArgs? told = null;
        stage.Signals.TokenRefreshed.Connect(async (_, args) => (told, storedThen) = (args, await StoredAsync(stage)));
        stage.Time.Advance(TimeSpan.FromHours(1));
        await CallAsync(stage);
        var after = await StoredAsync(stage);
        Assert.That((told?.User, told?.Token, storedThen), Is.EqualTo(((OAuthUser?)"42", (OAuthToken?)after, (OAuthToken?)after)));
        Assert.That(after.AccessToken, Is.Not.EqualTo(before.AccessToken));
        Assert.That(after.RefreshToken == before.RefreshToken, Is.EqualTo(!rotates));
        Assert.That((after.RequestedScopes, after.GrantedScopes), Is.EqualTo((before.RequestedScopes, before.GrantedScopes)));
    }

    [Test]
    public async Task T44_A_thousand_callers_cause_one_refresh()
    {
        var stage = await LoggedInAsync();
        stage.Time.Advance(TimeSpan.FromHours(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => CallAsync(stage))));
        Assert.That(answers, Has.All.Contains("anna"));
        Assert.That((stage.Provider.Refreshes, stage.Heard.Count(word => word == "refreshed")), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task T44_A_refresh_that_is_refused_is_asked_for_once_and_fails_a_thousand_callers_with_one_oauth_error()
    {
        var stage = await LoggedInAsync();
        stage.Time.Advance(TimeSpan.FromHours(1));
        stage.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""") };
        var failures = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => Assert.CatchAsync<FlurlHttpException>(() => CallAsync(stage)))));
        Assert.That(failures.Select(failure => failure!.InnerException), Has.All.TypeOf<AuthorizationRequiredException>());
        Assert.That((stage.Provider.Refreshes, stage.Heard.Count(word => word == "error refresh_rejected"), stage.Tokens.Count), Is.EqualTo((1, 1, 0)));
    }

    [Test]
    public async Task T44_Cancelling_the_first_caller_harms_none_of_the_others()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        var stage = await LoggedInAsync(options => options with { Http = new Waiting(options.Http!, asked, answer.Task) });
        stage.Time.Advance(TimeSpan.FromHours(1));
        using var first = new CancellationTokenSource();
        var cancelled = stage.Dance.Session("42").GetTokenAsync(first.Token).AsTask();
        await asked.Task;
        var others = Enumerable.Range(0, 100).Select(_ => stage.Dance.Session("42").GetTokenAsync().AsTask()).ToArray();
        await first.CancelAsync();
        Assert.That(async () => await cancelled, Throws.InstanceOf<OperationCanceledException>());
        answer.SetResult();
        var tokens = await Task.WhenAll(others);
        Assert.That(tokens.Select(token => token!.AccessToken).Distinct().Count(), Is.EqualTo(1));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task T45_Many_dances_on_one_store_refresh_a_rotating_token_once_a_round()
    {
        var stage = await LoggedInAsync();
        var machines = Enumerable.Range(0, 5).Select(_ => new OAuthDance(stage.Dance.Provider, Stage.Callback, stage.Options)).ToArray();
        for (var round = 1; round <= 50; round++)
        {
            stage.Time.Advance(TimeSpan.FromHours(1));
            var answers = await Task.WhenAll(machines.SelectMany(machine => Enumerable.Range(0, 5).Select(_ => Task.Run(() => machine.Session("42").Request("me").GetStringAsync()))));
            Assert.That(answers, Has.All.Contains("anna"));
            Assert.That(stage.Provider.Refreshes, Is.EqualTo(round));
        }
    }

    [Test]
    public async Task T46_A_refused_refresh_reads_the_store_again_before_it_gives_up()
    {
        var stage = await LoggedInAsync();
        var sibling = new OAuthToken { AccessToken = "of-a-sibling", RefreshToken = "newer", ExpiresAt = stage.Time.GetUtcNow().AddHours(9) };
        stage.Time.Advance(TimeSpan.FromHours(1));
        stage.Provider.TokenAnswer = _ =>
        {
            var stored = stage.Tokens.GetAsync(Key).AsTask().GetAwaiter().GetResult()!;
            stage.Tokens.PutAsync(Key, sibling, stored.Version).AsTask().GetAwaiter().GetResult();
            return new(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""") };
        };
        Assert.That(await stage.Dance.Session("42").GetTokenAsync(), Is.EqualTo(sibling));
        Assert.That(stage.Heard, Has.None.Contains("error"));
    }

    [Test]
    public async Task A_token_of_a_sibling_that_has_ended_too_is_refreshed_in_turn()
    {
        var stage = await LoggedInAsync();
        stage.Time.Advance(TimeSpan.FromHours(1));
        var older = new OAuthToken { AccessToken = "read-long-ago", RefreshToken = "spent", ExpiresAt = stage.Time.GetUtcNow().AddHours(-9) };
        var token = await stage.Dance.Refresh.AnotherAsync(Key, older, default);
        Assert.That((stage.Dance.Refresh.HasEnded(token), stage.Provider.Refreshes), Is.EqualTo((false, 1)));
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
    public async Task T47_What_passes_keeps_the_stored_token_to_the_byte_and_uses_it_while_it_is_good(int status, string body)
    {
        var stage = await LoggedInAsync();
        var before = stage.Ledger.Tokens;
        stage.Provider.TokenAnswer = _ => status == 0 ? throw new HttpRequestException("no such host") : new((HttpStatusCode)status) { Content = new StringContent(body) };
        stage.Time.Advance(TimeSpan.FromSeconds(3590));
        Assert.That(await CallAsync(stage), Does.Contain("anna"), "still good");
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(1), "and the provider is left alone for a while");
        stage.Time.Advance(TimeSpan.FromMinutes(1));
        var failed = await Assert.CatchAsync<OAuthException>(async () => await stage.Dance.Session("42").GetTokenAsync());
        Assert.That(failed, Is.Not.TypeOf<AuthorizationRequiredException>());
        Assert.That((stage.Ledger.Tokens, stage.Heard.Any(word => word.StartsWith("error", StringComparison.Ordinal))), Is.EqualTo((before, false)));
        stage.Provider.TokenAnswer = null;
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CallAsync(stage), Does.Contain("anna"), "nothing was lost");
    }

    [Test]
    public async Task A_provider_that_says_how_long_to_wait_is_not_asked_before()
    {
        var stage = await LoggedInAsync();
        stage.Time.Advance(TimeSpan.FromHours(1));
        stage.Provider.TokenAnswer = _ => new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(30)) } };
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.That((await Assert.CatchAsync<OAuthException>(async () => await stage.Dance.Session("42").GetTokenAsync()))!.Error.Code, Is.EqualTo(OAuthErrorCode.EndpointBusy));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(1));
        stage.Provider.TokenAnswer = null;
        stage.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
    }

    [Test]
    public async Task T48_A_new_token_is_stored_before_the_call_that_needs_it_leaves()
    {
        var stage = await LoggedInAsync();
        stage.Time.Advance(TimeSpan.FromHours(1));
        await CallAsync(stage);
        var used = stage.Provider.Requests.Last(request => request.Endpoint == PretendEndpoint.Api).Authorization;
        Assert.That(used, Is.EqualTo($"Bearer {stage.Ledger.Put.Last().AccessToken.Reveal()}"));
        var restarted = new OAuthDance(stage.Dance.Provider, Stage.Callback, stage.Options);
        stage.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await restarted.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
    }

    [Test]
    public async Task T48_A_token_that_the_store_refused_is_told_and_kept_and_stored_by_the_next_call()
    {
        TroubledStore store = null!;
        var stage = await LoggedInAsync(options => options with { Tokens = store = new(options.Tokens!) });
        stage.Time.Advance(TimeSpan.FromHours(1));
        store.BeforePut = _ => throw new IOException("no space left");
        var failed = await Assert.CatchAsync<OAuthException>(async () => await stage.Dance.Session("42").GetTokenAsync());
        Assert.That((failed!.Error.Code, stage.Heard.Count(word => word == "error store_failed")), Is.EqualTo((OAuthErrorCode.StoreFailed, 1)));
        store.BeforePut = null;
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(1), "the refresh token that was spent is not sent again");
    }

    [Test]
    public async Task T48_While_a_new_token_is_not_stored_nobody_else_spends_the_old_refresh_token()
    {
        TroubledStore store = null!;
        var stage = await LoggedInAsync(options => options with { Tokens = store = new(options.Tokens!) });
        stage.Time.Advance(TimeSpan.FromHours(1));
        store.BeforePut = _ => throw new IOException("no space left");
        Assert.That(async () => await stage.Dance.Session("42").GetTokenAsync(), Throws.TypeOf<OAuthException>());
        var elsewhere = new OAuthDance(stage.Dance.Provider, Stage.Callback, stage.Options);
        var waiting = elsewhere.Session("42").GetTokenAsync().AsTask();
        store.BeforePut = null;
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await waiting, Is.EqualTo(await StoredAsync(stage)));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task T49_A_refresh_asks_for_no_scope_so_never_for_more_than_was_granted()
    {
        var stage = await LoggedInAsync(provider: provider => provider with { Scopes = ["read"] });
        stage.Time.Advance(TimeSpan.FromHours(1));
        await CallAsync(stage);
        var sent = stage.Provider.Requests.Single(request => request["grant_type"] == "refresh_token");
        Assert.That(sent.Form.Select(pair => pair.Name), Is.EqualTo(new[] { "grant_type", "refresh_token" }));
    }

    [TestCase("GET")]
    [TestCase("form")]
    [TestCase("JSON")]
    public async Task T50_A_call_that_is_answered_with_401_is_sent_once_more_with_another_token(string kind)
    {
        var stage = await LoggedInAsync();
        EndAccessTokens(stage);
        var request = stage.Dance.Session("42").Request("me");
        var answer = kind switch { "GET" => await request.GetAsync(), "form" => await request.PostUrlEncodedAsync(new { a = "b" }), _ => await request.PostJsonAsync(new { a = "b" }) };
        Assert.That((answer.StatusCode, stage.Provider.Refreshes), Is.EqualTo((200, 1)));
        var sent = stage.Provider.Requests.Where(one => one.Endpoint == PretendEndpoint.Api).ToArray();
        Assert.That((sent.Length, sent[0].Body == sent[1].Body, sent[0].Authorization == sent[1].Authorization), Is.EqualTo((2, true, false)));
    }

    [Test]
    public async Task T50_An_API_that_says_401_to_every_token_is_asked_twice_and_then_once_a_call_while_the_token_is_new()
    {
        var stage = await LoggedInAsync(options => options with { Http = new Instead(options.Http!, "/api/me", _ => new(HttpStatusCode.Unauthorized)) });
        stage.Time.Advance(TimeSpan.FromMinutes(1));
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.That((await stage.Dance.Session("42").Request("me").AllowAnyHttpStatus().GetAsync()).StatusCode, Is.EqualTo(401));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task T50_A_body_that_can_be_read_once_is_not_sent_again_but_the_next_call_is_right()
    {
        var stage = await LoggedInAsync();
        EndAccessTokens(stage);
        using var calls = new HttpClient(new OAuthClient.Http.OAuthHandler(stage.Dance.Session("42")));
        using var once = new StreamContent(new MemoryStream("read once"u8.ToArray()));
        var failed = await Assert.CatchAsync<OAuthException>(() => calls.PostAsync(new Uri("https://pretend.example/api/me"), once));
        Assert.That((failed!.Error.Code, stage.Provider.Calls(PretendEndpoint.Api)), Is.EqualTo((OAuthErrorCode.BodyNotRepeatable, 1)));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_401_whose_token_cannot_be_replaced_now_is_the_answer()
    {
        var stage = await LoggedInAsync();
        EndAccessTokens(stage);
        stage.Provider.TokenAnswer = _ => new(HttpStatusCode.InternalServerError);
        Assert.That((await stage.Dance.Session("42").Request("me").AllowAnyHttpStatus().GetAsync()).StatusCode, Is.EqualTo(401));
        Assert.That(stage.Tokens.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_receiver_that_fails_is_told_and_the_token_is_used_all_the_same()
    {
        var stage = await LoggedInAsync();
        stage.Signals.TokenRefreshed.Connect((_, _) => throw new InvalidOperationException("a receiver's"));
        stage.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        Assert.That(stage.Heard, Does.Contain("error receiver_failed"));
    }

    [Test]
    public async Task Whoever_signs_out_during_a_refresh_is_signed_out()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var stage = await LoggedInAsync(options => options with { Http = new Waiting(options.Http!, asked, answer.Task) });
        stage.Time.Advance(TimeSpan.FromHours(1));
        var refreshing = stage.Dance.Session("42").GetTokenAsync().AsTask();
        await asked.Task;
        await stage.Dance.Session("42").SignOutAsync();
        answer.SetResult();
        Assert.That(async () => await refreshing, Throws.TypeOf<AuthorizationRequiredException>());
        Assert.That(stage.Tokens.Count, Is.Zero);
    }

    [Test]
    public async Task A_token_that_came_when_its_user_had_signed_out_is_revoked_too()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var stage = await LoggedInAsync(
            options => options with { Http = new Waiting(options.Http!, asked, answer.Task, isAnswered: true) },
            provider => provider with { RevocationEndpoint = "https://pretend.example/revoke" });
        stage.Time.Advance(TimeSpan.FromHours(1));
        var refreshing = stage.Dance.Session("42").GetTokenAsync().AsTask();
        await asked.Task;
        await stage.Dance.Session("42").SignOutAsync();
        answer.SetResult();
        Assert.That(async () => await refreshing, Throws.TypeOf<AuthorizationRequiredException>());
        Assert.That(stage.Provider.Requests.Where(request => request["token_type_hint"] == "refresh_token").Select(request => request["token"]).Distinct().Count(), Is.EqualTo(2), "the old one and the new one");
    }
}
