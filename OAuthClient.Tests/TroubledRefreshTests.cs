using System.Net;
using Flurl.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>Stores that hang, refuse and come late, receivers that call back, users who leave: a refresh gets over all of it.</summary>
public class TroubledRefreshTests
{
    private static readonly TokenKey Key = new("pretend", PretendProvider.ClientId, "42", TokenKey.DefaultAccount);
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(30);

    // Logged in, an hour ago: the token has ended.
    private static async Task<(Stage Stage, TroubledStore Store)> EndedAsync(Func<OAuthDanceOptions, OAuthDanceOptions>? options = null)
    {
        TroubledStore store = null!;
        var stage = new Stage(
            options: given => (options?.Invoke(given) ?? given) with { Tokens = store = new(given.Tokens!) },
            provider: provider => provider with { RevocationEndpoint = "https://pretend.example/revoke" });
        Assert.That((await stage.LoginAsync("42")).IsStored, Is.True);
        stage.Time.Advance(TimeSpan.FromHours(1));
        return (stage, store);
    }

    private static Task<string> CallAsync(Stage stage) => stage.Dance.Session("42").Request("me").GetStringAsync().WaitAsync(AWhile);

    private static async Task FailAsync(Stage stage) =>
        Assert.That((await Assert.CatchAsync<OAuthException>(() => stage.Dance.Session("42").GetTokenAsync().AsTask().WaitAsync(AWhile)))!.Error.Code, Is.EqualTo(OAuthErrorCode.StoreFailed));

    private static Task Full(OAuthToken token) => throw new IOException("no space left");

    [Test]
    public async Task A_token_that_was_stored_too_late_is_refreshed_in_turn()
    {
        var (stage, store) = await EndedAsync();
        store.BeforePut = Full;
        await FailAsync(stage);
        stage.Time.Advance(TimeSpan.FromHours(2));
        store.BeforePut = null;
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
    }

    [Test]
    public async Task A_token_that_was_not_stored_before_a_new_login_does_not_disturb_what_comes_after()
    {
        var (stage, store) = await EndedAsync();
        store.BeforePut = Full;
        await FailAsync(stage);
        store.BeforePut = null;
        await stage.LoginAsync("42");
        stage.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
    }

    [Test]
    public async Task A_write_that_was_done_though_the_store_failed_counts_and_is_told_once()
    {
        var (stage, store) = await EndedAsync();
        stage.Signals.TokenRefreshed.Connect((_, _) => stage.Heard.Enqueue("refreshed"));
        store.BeforePut = async token =>
        {
            await stage.Tokens.PutAsync(Key, token, (await stage.Tokens.GetAsync(Key))!.Version);
            throw new TimeoutException("the answer was lost");
        };
        await FailAsync(stage);
        store.BeforePut = null;
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        await stage.UntilHeardAsync("refreshed");
        Assert.That((stage.Provider.Refreshes, stage.Heard.Count(word => word == "refreshed")), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task T53_Signing_out_revokes_what_was_not_stored_too()
    {
        var (stage, store) = await EndedAsync();
        OAuthToken? fresh = null;
        store.BeforePut = token => { fresh = token; return Full(token); };
        await FailAsync(stage);
        store.BeforePut = null;
        await stage.Dance.Session("42").SignOutAsync();
        Assert.That(stage.Provider.Requests.Where(request => request.Endpoint == PretendEndpoint.Revocation).Select(request => request["token"]), Does.Contain(fresh!.RefreshToken.Reveal()));
    }

    [Test]
    public async Task A_receiver_of_oauth_token_refreshed_may_call_the_API()
    {
        var (stage, _) = await EndedAsync();
        var heard = "";
        stage.Signals.TokenRefreshed.Connect(async (_, args) => heard = await stage.Dance.Session(args.User).Request("me").GetStringAsync());
        await CallAsync(stage);
        Assert.That(heard, Does.Contain("anna"));
    }

    [Test]
    public async Task A_receiver_of_oauth_error_may_ask_for_the_token_and_hears_of_it_once()
    {
        var (stage, store) = await EndedAsync();
        var heard = 0;
        stage.Signals.Error.Connect(async (_, args) =>
        {
            heard++;
            Assert.That(async () => await stage.Dance.Session(args.User).GetTokenAsync(), Throws.TypeOf<OAuthException>());
            await Task.Yield();
        });
        store.BeforePut = Full;
        await FailAsync(stage);
        Assert.That(heard, Is.EqualTo(1));
    }

    [Test]
    public async Task A_receiver_that_never_ends_holds_nobody_but_those_who_wait_for_it()
    {
        var (stage, _) = await EndedAsync();
        stage.Signals.TokenRefreshed.Connect((_, _) => new TaskCompletionSource().Task);
        var held = CallAsync(stage);
        while (stage.Ledger.Put.Count < 2)
            await Task.Yield();
        stage.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        Assert.That(held.IsCompleted, Is.False);
    }

    [Test]
    public async Task A_store_that_hangs_in_a_write_is_given_up_after_as_long_as_an_endpoint()
    {
        var (stage, store) = await EndedAsync();
        var hangs = new TaskCompletionSource();
        store.BeforePut = _ => { hangs.SetResult(); return new TaskCompletionSource().Task; };
        var calling = stage.Dance.Session("42").GetTokenAsync().AsTask();
        await hangs.Task;
        store.BeforePut = null;
        stage.Time.Advance(stage.Options.EndpointTimeout);
        Assert.That(async () => await calling.WaitAsync(AWhile), Throws.TypeOf<OAuthException>());
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
    }

    [Test]
    public async Task A_token_that_is_still_good_is_used_when_no_lease_can_be_had()
    {
        var (stage, store) = await EndedAsync();
        await CallAsync(stage);
        stage.Time.Advance(TimeSpan.FromSeconds(3590));
        store.BeforeLease = () => throw new IOException("read only");
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
    }

    [Test]
    public async Task T45_Whoever_was_held_up_beyond_the_lease_does_not_spend_the_refresh_token()
    {
        var (stage, store) = await EndedAsync();
        var reads = 0;
        store.AfterGet = () =>
        {
            // The second is the one under the lease.
            if (++reads != 2)
                return;
            stage.Time.Advance(TimeSpan.FromMinutes(1));
            var stored = stage.Tokens.GetAsync(Key).AsTask().GetAwaiter().GetResult()!;
            var fresh = stage.Dance.Protocol.RefreshAsync(stored.Token, default).AsTask().GetAwaiter().GetResult();
            stage.Tokens.PutAsync(Key, fresh, stored.Version).AsTask().GetAwaiter().GetResult();
        };
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(1), "that of the one who came meanwhile");
    }

    [Test]
    public async Task A_lease_that_cannot_be_given_back_harms_nobody()
    {
        var (stage, store) = await EndedAsync();
        store.AfterLease = () => throw new IOException("gone");
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
    }

    [Test]
    public async Task A_provider_that_repeats_the_access_token_with_a_later_end_is_asked_once()
    {
        var (stage, _) = await EndedAsync();
        stage.Provider.TokenAnswer = _ => new(HttpStatusCode.OK) { Content = new StringContent("""{"access_token":"same","token_type":"bearer","expires_in":3600,"refresh_token":"r"}""") };
        await stage.Dance.Session("42").GetTokenAsync();
        stage.Time.Advance(TimeSpan.FromHours(1));
        var ended = (await stage.Tokens.GetAsync(Key))!.Token;
        await stage.Dance.Refresh.AnotherAsync(Key, ended, default);
        await stage.Dance.Refresh.AnotherAsync(Key, ended, default);
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(2), "once a round");
    }

    [Test]
    public async Task A_token_that_has_ended_when_it_comes_is_used_for_what_it_is_worth()
    {
        var (stage, _) = await EndedAsync();
        stage.Provider.TokenAnswer = _ => new(HttpStatusCode.OK) { Content = new StringContent("""{"access_token":"x","token_type":"bearer","expires_in":0,"refresh_token":"r"}""") };
        Assert.That(async () => await CallAsync(stage), Throws.TypeOf<FlurlHttpException>().With.Property("StatusCode").EqualTo(401), "and not told to log in again");
    }

    [TestCase("interaction_required")]
    [TestCase("login_required")]
    [TestCase("consent_required")]
    public async Task A_provider_that_wants_to_see_the_user_ends_the_login(string error)
    {
        var (stage, _) = await EndedAsync();
        stage.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest) { Content = new StringContent($$"""{"error":"{{error}}"}""") };
        Assert.That(async () => await stage.Dance.Session("42").GetTokenAsync(), Throws.TypeOf<AuthorizationRequiredException>());
    }

    [Test]
    public async Task A_401_does_not_ask_a_provider_that_said_wait()
    {
        var (stage, _) = await EndedAsync();
        await CallAsync(stage);
        stage.Time.Advance(TimeSpan.FromMinutes(1));
        stage.Provider.EndAccessTokens();
        stage.Provider.TokenAnswer = _ => new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromMinutes(5)) } };
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.That((await stage.Dance.Session("42").Request("me").AllowAnyHttpStatus().GetAsync()).StatusCode, Is.EqualTo(401));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(2));
    }

    [Test]
    public async Task A_provider_that_fails_is_asked_once_a_second_when_the_token_has_ended()
    {
        var (stage, _) = await EndedAsync();
        stage.Provider.TokenAnswer = _ => new(HttpStatusCode.InternalServerError);
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.That(async () => await stage.Dance.Session("42").GetTokenAsync(), Throws.TypeOf<OAuthException>());
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(1));
        stage.Provider.TokenAnswer = null;
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
    }

    [Test]
    public async Task The_answer_that_said_401_is_disposed_when_there_is_no_other_token()
    {
        using var body = new Watched();
        var (stage, _) = await EndedAsync(options => options with { Http = new Instead(options.Http!, "/api/me", _ => new(HttpStatusCode.Unauthorized) { Content = new StreamContent(body) }) });
        await stage.Dance.Session("42").GetTokenAsync();
        stage.Time.Advance(TimeSpan.FromMinutes(1));
        stage.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""") };
        Assert.That(() => CallAsync(stage), Throws.TypeOf<FlurlHttpException>().With.InnerException.TypeOf<AuthorizationRequiredException>());
        Assert.That(body.IsDisposed, Is.True);
    }

    private sealed class Watched : MemoryStream
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
