using static OAuthClient.Testing.Contracts.TokenStoreTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A lease has one holder at a time.</summary>
internal static class LeaseRules
{
    private const int CallerCount = 20;

    public static StoreRule<TokenStoreSubject>[] All =>
    [
        Rule("A lease has one holder at a time", OneHolderAsync),
        Rule("A lease stays with its holder until it is released", HeldAsync),
        Rule("A waiting caller gets the lease when its holder releases it", NextHolderAsync),
        Rule("The lease of another key does not wait", OtherKeysAsync),
        Rule("A lease does not block reads, writes and deletes", NoBlockAsync),
        Rule("Releasing a lease twice does not release the lease of the next holder", ReleaseTwiceAsync),
        Rule("Canceling a wait for a lease does not affect other waiting callers", CancelAsync),
        Rule("A caller that is canceled at any moment leaves no lease behind", CancelOftenAsync),
    ];

    private static async Task OneHolderAsync(TokenStoreTrial trial)
    {
        var holders = 0;
        var leases = 0;
        var most = await StoreSubject.RunConcurrentlyAsync(CallerCount, async number =>
        {
            var store = trial.StoreOf(number);
            var lease = await store.LeaseAsync(trial.Key, LongLifetime).ConfigureAwait(false);
            var current = Interlocked.Increment(ref holders);
            await store.GetAsync(trial.Key).ConfigureAwait(false);
            leases++;
            Interlocked.Decrement(ref holders);
            await lease.DisposeAsync().ConfigureAwait(false);
            return current;
        }).ConfigureAwait(false);
        Expect.Equal("the number of holders at the same time", 1, most.Max());
        Expect.Equal("the number of leases", CallerCount, leases);
    }

    private static async Task HeldAsync(TokenStoreTrial trial)
    {
        var lease = await trial.LeaseAsync().ConfigureAwait(false);
        await trial.ExpectHeldAsync("it was not released").ConfigureAwait(false);
        await trial.ExpectHeldAsync(trial.First, "it was not released").ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task NextHolderAsync(TokenStoreTrial trial)
    {
        var first = await trial.LeaseAsync().ConfigureAwait(false);
        var next = trial.Second.LeaseAsync(trial.Key, LongLifetime).AsTask();
        await trial.ExpectWaitingAsync(next, "the next caller waits for the release").ConfigureAwait(false);
        await first.DisposeAsync().ConfigureAwait(false);
        var second = await next.ConfigureAwait(false);
        await trial.ExpectHeldAsync(trial.First, "the next holder has it").ConfigureAwait(false);
        await second.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task OtherKeysAsync(TokenStoreTrial trial)
    {
        var leases = new List<IAsyncDisposable>();
        for (var number = 0; number < 30; number++)
        {
            var key = trial.Key with { User = $"user {number}" };
            leases.Add(await trial.First.LeaseAsync(key, LongLifetime).ConfigureAwait(false));
        }
        foreach (var lease in leases)
            await lease.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task NoBlockAsync(TokenStoreTrial trial)
    {
        var lease = await trial.LeaseAsync().ConfigureAwait(false);
        await PutAsync(trial.Second, trial.Key, "a").ConfigureAwait(false);
        await ExpectTokenAsync(trial.Second, trial.Key, "a").ConfigureAwait(false);
        await trial.Second.DeleteAsync(trial.Key).ConfigureAwait(false);
        await trial.ExpectTokenAsync(null).ConfigureAwait(false);
        await trial.ExpectHeldAsync("a delete of the token does not release it").ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task ReleaseTwiceAsync(TokenStoreTrial trial)
    {
        var first = await trial.LeaseAsync().ConfigureAwait(false);
        await first.DisposeAsync().ConfigureAwait(false);
        var second = await trial.LeaseAsync().ConfigureAwait(false);
        await first.DisposeAsync().ConfigureAwait(false);
        await trial.ExpectHeldAsync("only its holder may release it").ConfigureAwait(false);
        await second.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task CancelAsync(TokenStoreTrial trial)
    {
        var first = await trial.LeaseAsync().ConfigureAwait(false);
        using var cancellation = new CancellationTokenSource();
        var canceled = trial.Second.LeaseAsync(trial.Key, LongLifetime, cancellation.Token).AsTask();
        var waiting = trial.First.LeaseAsync(trial.Key, LongLifetime).AsTask();
        await cancellation.CancelAsync().ConfigureAwait(false);
        await StoreSubject.ExpectCanceledAsync(canceled).ConfigureAwait(false);
        await trial.ExpectWaitingAsync(waiting, "the other caller goes on waiting").ConfigureAwait(false);
        await first.DisposeAsync().ConfigureAwait(false);
        var second = await waiting.ConfigureAwait(false);
        await second.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task CancelOftenAsync(TokenStoreTrial trial)
    {
        for (var number = 0; number < CallerCount; number++)
        {
            using var cancellation = new CancellationTokenSource();
            var caller = trial.First.LeaseAsync(trial.Key, LongLifetime, cancellation.Token).AsTask();
            await cancellation.CancelAsync().ConfigureAwait(false);
            try
            {
                var lease = await caller.ConfigureAwait(false);
                await lease.DisposeAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) { }
        }
        var next = await trial.Second.LeaseAsync(trial.Key, LongLifetime).ConfigureAwait(false);
        await next.DisposeAsync().ConfigureAwait(false);
    }
}
