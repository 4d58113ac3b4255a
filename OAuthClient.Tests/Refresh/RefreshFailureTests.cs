using System.Net;
using Flurl.Http;
using OAuthClient.Internal;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>
/// Token refreshes with stores that fail or hang, receivers that call the API or ask for the token, and providers that
/// refuse to refresh.
/// </summary>
public class RefreshFailureTests
{
    private static readonly TokenKey Key = new(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", TokenKey.DefaultAccount);
    private static readonly TimeSpan TestTimeout = TimeSpan.FromSeconds(30);

    // Creates a login of an hour ago, whose token has expired.
    private static async Task<(DanceSetup Setup, HookedTokenStore Store)> CreateExpiredAsync(
        Func<OAuthDanceOptions, OAuthDanceOptions>? options = null)
    {
        HookedTokenStore store = null!;
        var setup = new DanceSetup(
            options: given => (options?.Invoke(given) ?? given) with { Tokens = store = new(given.Tokens!) },
            provider: provider => provider with { RevocationEndpoint = "https://pretend.example/revoke" });
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        setup.Time.Advance(TimeSpan.FromHours(1));
        return (setup, store);
    }

    private static Task<string> CallAsync(DanceSetup setup) =>
        setup.Dance.Session("42").Request("me").GetStringAsync().WaitAsync(TestTimeout);

    private static async Task AssertStoreFailedAsync(DanceSetup setup)
    {
        var failed = await Assert.CatchAsync<OAuthException>(
            () => setup.Dance.Session("42").GetTokenAsync().AsTask().WaitAsync(TestTimeout));
        Assert.That(failed!.Error.Code, Is.EqualTo(OAuthErrorCode.StoreFailed));
    }

    private static Task ThrowDiskFull(OAuthToken token) => throw new IOException("no space left");

    [Test]
    public async Task A_token_that_expired_before_the_store_recovered_is_refreshed()
    {
        var (setup, store) = await CreateExpiredAsync();
        store.BeforePut = ThrowDiskFull;
        await AssertStoreFailedAsync(setup);
        setup.Time.Advance(TimeSpan.FromHours(2));
        store.BeforePut = null;
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
    }

    [Test]
    public async Task An_unsaved_token_does_not_affect_a_later_login()
    {
        var (setup, store) = await CreateExpiredAsync();
        store.BeforePut = ThrowDiskFull;
        await AssertStoreFailedAsync(setup);
        store.BeforePut = null;
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
    }

    [Test]
    public async Task A_write_that_succeeded_although_the_store_threw_is_a_refresh()
    {
        var (setup, store) = await CreateExpiredAsync();
        setup.Signals.TokenRefreshed.Connect((_, _) => setup.SentSignals.Enqueue("refreshed"));
        store.BeforePut = async token =>
        {
            await setup.Tokens.PutAsync(Key, token, (await setup.Tokens.GetAsync(Key))!.Version);
            throw new TimeoutException("the answer was lost");
        };
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(
            (setup.Provider.RefreshCount, setup.SentSignals.Count(signal => signal == "refreshed")),
            Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_token_whose_expiry_is_the_first_of_all_times_is_refreshed()
    {
        var (setup, _) = await CreateExpiredAsync();
        var stored = (await setup.Tokens.GetAsync(Key))!;
        await setup.Tokens.PutAsync(Key, stored.Token with { ExpiresAt = default(DateTimeOffset) }, stored.Version);
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
    }

    [Test]
    public async Task T53_A_sign_out_revokes_an_unsaved_token()
    {
        var (setup, store) = await CreateExpiredAsync();
        OAuthToken? fresh = null;
        store.BeforePut = token =>
        {
            fresh = token;
            return ThrowDiskFull(token);
        };
        await AssertStoreFailedAsync(setup);
        store.BeforePut = null;
        await setup.Dance.Session("42").SignOutAsync();
        Assert.That(
            setup.Provider.Requests
                .Where(request => request.Endpoint == PretendEndpoint.Revocation)
                .Select(request => request["token"]),
            Does.Contain(fresh!.RefreshToken.Reveal()));
    }

    [Test]
    public async Task A_receiver_of_oauth_token_refreshed_may_call_the_API()
    {
        var (setup, _) = await CreateExpiredAsync();
        var profile = "";
        setup.Signals.TokenRefreshed.Connect(async (_, args) =>
        {
            profile = await setup.Dance.Session(args.User).Request("me").GetStringAsync();
        });
        await CallAsync(setup);
        Assert.That(profile, Does.Contain("anna"));
    }

    [Test]
    public async Task A_receiver_of_oauth_error_may_ask_for_the_token_and_is_called_once()
    {
        var (setup, store) = await CreateExpiredAsync();
        var calls = 0;
        setup.Signals.Error.Connect(async (_, args) =>
        {
            calls++;
            Assert.That(
                async () => await setup.Dance.Session(args.User).GetTokenAsync(),
                Throws.TypeOf<OAuthException>());
            await Task.Yield();
        });
        store.BeforePut = ThrowDiskFull;
        await AssertStoreFailedAsync(setup);
        Assert.That(calls, Is.EqualTo(1));
    }

    [Test]
    public async Task A_receiver_that_never_ends_does_not_block_later_calls()
    {
        var (setup, _) = await CreateExpiredAsync();
        setup.Signals.TokenRefreshed.Connect((_, _) => new TaskCompletionSource().Task);
        var blocked = CallAsync(setup);
        while (setup.Recorder.StoredTokens.Count < 2)
            await Task.Yield();
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(blocked.IsCompleted, Is.False);
    }

    [Test]
    public async Task A_store_write_that_hangs_is_abandoned_after_EndpointTimeout()
    {
        var (setup, store) = await CreateExpiredAsync();
        store.BeforePut = _ =>
        {
            store.BeforePut = null;
            return new TaskCompletionSource().Task;
        };
        var calling = setup.Dance.Session("42").GetTokenAsync().AsTask();
        Assert.That(async () => await Hangs.CompleteAsync(setup, calling), Throws.TypeOf<OAuthException>());
        setup.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
    }

    [Test]
    public async Task A_valid_token_is_used_when_no_lease_can_be_acquired()
    {
        var (setup, store) = await CreateExpiredAsync();
        await CallAsync(setup);
        setup.Time.Advance(TimeSpan.FromSeconds(3590));
        store.BeforeLease = () => throw new IOException("read only");
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
    }

    [Test]
    public async Task T45_A_caller_whose_lease_has_expired_does_not_send_the_refresh_token()
    {
        var (setup, store) = await CreateExpiredAsync();
        var reads = 0;
        store.AfterGet = () =>
        {
            // The second read of the token happens while the refresh holds the lease.
            if (++reads != 2)
                return;
            setup.Time.Advance(TimeSpan.FromMinutes(1));
            var stored = setup.Tokens.GetAsync(Key).AsTask().GetAwaiter().GetResult()!;
            var renewal = setup.Dance.SlotOf("42", TokenKey.DefaultAccount).FindRenewal(stored.Token, setup.Time.GetUtcNow())!;
            var result = renewal.RenewAsync(stored.Token, RenewalLease.None, default).AsTask().GetAwaiter().GetResult();
            setup.Tokens.PutAsync(Key, result.Token!, stored.Version).AsTask().GetAwaiter().GetResult();
        };
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1), "only the refresh of the other caller");
    }

    [Test]
    public async Task A_lease_that_cannot_be_released_does_not_fail_the_call()
    {
        var (setup, store) = await CreateExpiredAsync();
        store.AfterLease = () => throw new IOException("gone");
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
    }

    [Test]
    public async Task A_provider_that_repeats_the_access_token_with_a_later_expiry_is_asked_once()
    {
        var (setup, _) = await CreateExpiredAsync();
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.OK)
        {
            Content = new StringContent(
                """{"access_token":"same","token_type":"bearer","expires_in":3600,"refresh_token":"r"}"""),
        };
        await setup.Dance.Session("42").GetTokenAsync();
        setup.Time.Advance(TimeSpan.FromHours(1));
        var expired = (await setup.Tokens.GetAsync(Key))!.Token;
        await setup.Dance.Refresher.ReplaceAsync(setup.Dance.SlotOf("42", TokenKey.DefaultAccount), expired, default);
        await setup.Dance.Refresher.ReplaceAsync(setup.Dance.SlotOf("42", TokenKey.DefaultAccount), expired, default);
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(2), "one refresh an hour");
    }

    [Test]
    public async Task A_token_that_is_expired_on_arrival_is_still_sent()
    {
        var (setup, _) = await CreateExpiredAsync();
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.OK)
        {
            Content = new StringContent(
                """{"access_token":"x","token_type":"bearer","expires_in":0,"refresh_token":"r"}"""),
        };
        Assert.That(
            async () => await CallAsync(setup),
            Throws.TypeOf<FlurlHttpException>().With.Property("StatusCode").EqualTo(401),
            "the error is the 401 of the API, not a demand to log in again");
    }

    [TestCase("interaction_required")]
    [TestCase("login_required")]
    [TestCase("consent_required")]
    public async Task A_provider_that_requires_interaction_ends_the_session(string error)
    {
        var (setup, _) = await CreateExpiredAsync();
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest)
        {
            Content = new StringContent($$"""{"error":"{{error}}"}"""),
        };
        Assert.That(
            async () => await setup.Dance.Session("42").GetTokenAsync(),
            Throws.TypeOf<AuthorizationRequiredException>());
    }

    [Test]
    public async Task A_401_causes_no_refresh_before_Retry_After_has_passed()
    {
        var (setup, _) = await CreateExpiredAsync();
        await CallAsync(setup);
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        setup.Provider.EndAccessTokens();
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.TooManyRequests)
        {
            Headers = { RetryAfter = new(TimeSpan.FromMinutes(5)) },
        };
        foreach (var _ in Enumerable.Range(0, 5))
        {
            Assert.That(
                (await setup.Dance.Session("42").Request("me").AllowAnyHttpStatus().GetAsync()).StatusCode,
                Is.EqualTo(401));
        }
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(2));
    }

    [Test]
    public async Task A_failing_provider_is_asked_once_a_second_when_the_token_has_expired()
    {
        var (setup, _) = await CreateExpiredAsync();
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.InternalServerError);
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.That(async () => await setup.Dance.Session("42").GetTokenAsync(), Throws.TypeOf<OAuthException>());
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
        setup.Provider.TokenAnswer = null;
        setup.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
    }

    [Test]
    public async Task A_401_answer_is_disposed_when_the_refresh_is_rejected()
    {
        using var body = new DisposeTrackingStream();
        var (setup, _) = await CreateExpiredAsync(options => options with
        {
            Http = new EndpointStub(
                options.Http!,
                "/api/me",
                _ => new(HttpStatusCode.Unauthorized) { Content = new StreamContent(body) }),
        });
        await setup.Dance.Session("42").GetTokenAsync();
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.BadRequest)
        {
            Content = new StringContent("""{"error":"invalid_grant"}"""),
        };
        Assert.That(
            () => CallAsync(setup),
            Throws.TypeOf<FlurlHttpException>().With.InnerException.TypeOf<AuthorizationRequiredException>());
        Assert.That(body.IsDisposed, Is.True);
    }

    private sealed class DisposeTrackingStream : MemoryStream
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
