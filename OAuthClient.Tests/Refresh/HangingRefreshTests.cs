using OAuthClient.Internal;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>
/// Calls of the host's stores, classes and receivers that never complete during a refresh: callers get an answer, and
/// the next call works.
/// </summary>
public class HangingRefreshTests
{
    private readonly Hangs _hangs = new();

    private async Task<DanceSetup> CreateExpiredAsync()
    {
        var setup = new DanceSetup(options: _hangs.Wrap, provider: _hangs.Wrap);
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        setup.Time.Advance(TimeSpan.FromHours(1));
        return setup;
    }

    [TestCase("Lease", OAuthErrorCode.StoreFailed)]
    [TestCase("Put", OAuthErrorCode.StoreFailed)]
    [TestCase("Authenticate", OAuthErrorCode.ClientAuthenticationFailed)]
    public async Task A_call_that_hangs_fails_the_refresh_and_the_next_call_works(string call, string code)
    {
        var setup = await CreateExpiredAsync();
        _hangs.Call = call;
        var failed = await Assert.CatchAsync<OAuthException>(
            () => Hangs.CompleteAsync(setup, setup.Dance.Session("42").RefreshAsync().AsTask()));
        Assert.That(failed!.Error.Code, Is.EqualTo(code));
        _hangs.End();
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        var token = await Hangs.CompleteAsync(setup, setup.Dance.Session("42").GetTokenAsync().AsTask());
        Assert.That(token!.ExpiresAt, Is.GreaterThan(setup.Time.GetUtcNow()));
    }

    [Test]
    public async Task A_lease_that_cannot_be_released_does_not_withhold_the_token()
    {
        var setup = await CreateExpiredAsync();
        _hangs.Call = "Release";
        var token = await Hangs.CompleteAsync(setup, setup.Dance.Session("42").GetTokenAsync().AsTask());
        Assert.That(token!.ExpiresAt, Is.GreaterThan(setup.Time.GetUtcNow()));
    }

    [Test]
    public async Task A_lease_that_comes_after_the_wait_was_given_up_is_released()
    {
        var come = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        Task After(string call)
        {
            if (call == "Release")
                released.TrySetResult();
            return call == "Lease" ? come.Task : Task.CompletedTask;
        }
        var setup = new DanceSetup(options: options => options with
        {
            Tokens = new InterceptedTokenStore(options.Tokens!, after: After),
        });
        await setup.LoginAsync("42");
        await Assert.CatchAsync<OAuthException>(
            () => Hangs.CompleteAsync(setup, setup.Dance.Session("42").RefreshAsync().AsTask()));
        come.SetResult();
        await released.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task A_receiver_of_oauth_token_refreshed_that_never_returns_is_told_and_withholds_no_token()
    {
        var setup = await CreateExpiredAsync();
        setup.Signals.TokenRefreshed.Connect((_, _) => new TaskCompletionSource().Task);
        var token = await Hangs.CompleteAsync(setup, setup.Dance.Session("42").GetTokenAsync().AsTask());
        Assert.That(token!.ExpiresAt, Is.GreaterThan(setup.Time.GetUtcNow()));
        Assert.That(setup.SentSignals, Does.Contain("error receiver_failed"));
    }

    [Test]
    public async Task A_receiver_of_oauth_error_that_never_returns_does_not_withhold_the_failure_of_a_refresh()
    {
        var setup = await CreateExpiredAsync();
        setup.Signals.Error.Connect(async (_, _) =>
        {
            await new TaskCompletionSource().Task;
            return OAuthAnswer.NoOpinion;
        });
        setup.Provider.Misbehave = Misbehavior.Slow;
        await Assert.CatchAsync<OAuthException>(
            () => Hangs.CompleteAsync(setup, setup.Dance.Session("42").GetTokenAsync().AsTask()));
    }

    [Test]
    public async Task A_store_that_hangs_while_a_call_reads_the_token_does_not_withhold_the_last_known_token()
    {
        var setup = new DanceSetup(options: _hangs.Wrap);
        await setup.LoginAsync("42");
        var known = await setup.Dance.Session("42").GetTokenAsync();
        _hangs.Call = "Get";
        var token = await Hangs.CompleteAsync(setup, setup.Dance.Session("42").GetTokenAsync().AsTask());
        Assert.That(token, Is.SameAs(known));
    }

    [Test]
    public async Task A_good_token_is_used_when_its_early_refresh_waits_for_a_lease()
    {
        var setup = new DanceSetup(options: _hangs.Wrap);
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromSeconds(3575));
        _hangs.Call = "Lease";
        var calling = setup.Dance.Session("42").GetTokenAsync().AsTask();
        while (!calling.IsCompleted && setup.Time.GetUtcNow() < setup.Time.Start.AddSeconds(3590))
        {
            setup.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(calling, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
        }
        Assert.That(calling.IsCompletedSuccessfully, "before the token has ended");
    }

    [Test]
    public async Task A_sign_out_whose_store_hangs_ends()
    {
        var setup = await CreateExpiredAsync();
        _hangs.Call = "Delete";
        await Assert.CatchAsync<TimeoutException>(
            () => Hangs.CompleteAsync(setup, setup.Dance.Session("42").SignOutAsync().AsTask()));
    }

    [Test]
    public async Task A_good_token_is_used_while_the_client_authentication_fails()
    {
        var setup = new DanceSetup(provider: provider => provider with
        {
            ClientAuthentication = new FailingAuthentication(),
        });
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromSeconds(3575));
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.That(await setup.Dance.Session("42").GetTokenAsync(), Is.Not.Null);
            setup.Time.Advance(TimeSpan.FromSeconds(8));
        }
        Assert.That(setup.Provider.RefreshCount, Is.Zero);
    }

    [Test]
    public async Task A_refresh_token_is_not_sent_when_the_lease_lapsed_while_the_client_was_authenticated()
    {
        var authentication = new SlowAuthentication();
        var setup = new DanceSetup(provider: provider => provider with { ClientAuthentication = authentication });
        await setup.LoginAsync("42");
        var key = setup.Dance.Session("42").Key!.Value;
        setup.Time.Advance(TimeSpan.FromHours(1));
        authentication.Delay = async () =>
        {
            setup.Time.Advance(TimeSpan.FromHours(1));
            // Another machine refreshes meanwhile.
            var stored = await setup.Tokens.GetAsync(key);
            var renewal = setup.Dance.SlotOf("42", TokenKey.DefaultAccount).FindRenewal(stored!.Token, setup.Time.GetUtcNow())!;
            var result = await renewal.RenewAsync(stored.Token, RenewalLease.None, default);
            await setup.Tokens.PutAsync(key, result.Token!, stored.Version);
        };
        var token = await setup.Dance.Session("42").GetTokenAsync();
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1), "only the refresh of the other machine");
        Assert.That(token, Is.EqualTo((await setup.Tokens.GetAsync(key))!.Token));
    }

    private sealed class FailingAuthentication : ClientAuthentication
    {
        private int _count;

        public override string Name => "of the host's own";

        public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken) =>
            _count++ == 0
                ? Post.AuthenticateAsync(request, cancellationToken)
                : throw new IOException("no key");
    }

    private sealed class SlowAuthentication : ClientAuthentication
    {
        public Func<Task>? Delay { get; set; }

        public override string Name => "of the host's own";

        public override async ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            var delay = Delay;
            Delay = null;
            await (delay?.Invoke() ?? Task.CompletedTask);
            await Post.AuthenticateAsync(request, cancellationToken);
        }
    }
}
