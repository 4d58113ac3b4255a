using static OAuthClient.Testing.Contracts.TokenStoreTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A lease that is not released ends with its lifetime, not sooner and not much later.</summary>
internal static class LeaseEndRules
{
    private static readonly TimeSpan ShortLifetime = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    public static IEnumerable<StoreRule<TokenStoreSubject>> For(LeaseEnd leaseEnd) => leaseEnd switch
    {
        LeaseEnd.ByClock => [.. ByAnyClock(LongLifetime), .. ByClock],
        LeaseEnd.ByServer => ByAnyClock(ShortLifetime),
        _ => [],
    };

    private static StoreRule<TokenStoreSubject>[] ByClock =>
    [
        Rule("A lease that is not released lasts its lifetime", LastsAsync),
        Rule("The lifetime of a lease starts when its holder gets it", LastsFromStartAsync),
        Rule("A machine whose clock is ahead takes no lease before its end", ClockAheadAsync),
    ];

    private static StoreRule<TokenStoreSubject>[] ByAnyClock(TimeSpan lifetime) =>
    [
        Rule("A lease that is not released ends after its lifetime", trial => EndsAsync(trial, lifetime)),
        Rule(
            "Releasing a lease that has ended does not release the lease of the next holder",
            trial => ReleaseEndedAsync(trial, lifetime)),
    ];

    private static async Task EndsAsync(TokenStoreTrial trial, TimeSpan lifetime)
    {
        await trial.First.LeaseAsync(trial.Key, lifetime).ConfigureAwait(false);
        trial.Clock.Advance(lifetime + trial.ClockTolerance);
        var next = await trial.Second.LeaseAsync(trial.Key, LongLifetime).ConfigureAwait(false);
        await next.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task ReleaseEndedAsync(TokenStoreTrial trial, TimeSpan lifetime)
    {
        var ended = await trial.First.LeaseAsync(trial.Key, lifetime).ConfigureAwait(false);
        trial.Clock.Advance(lifetime + trial.ClockTolerance);
        var next = await trial.Second.LeaseAsync(trial.Key, LongLifetime).ConfigureAwait(false);
        await ended.DisposeAsync().ConfigureAwait(false);
        await trial.ExpectHeldAsync(trial.First, "it is the next holder's").ConfigureAwait(false);
        await next.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task LastsAsync(TokenStoreTrial trial)
    {
        var lease = await trial.LeaseAsync().ConfigureAwait(false);
        trial.Clock.Advance(LongLifetime - Moment);
        await trial.ExpectHeldAsync("its lifetime has not ended").ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task LastsFromStartAsync(TokenStoreTrial trial)
    {
        var first = await trial.LeaseAsync().ConfigureAwait(false);
        var next = trial.Second.LeaseAsync(trial.Key, LongLifetime).AsTask();
        await trial.ExpectWaitingAsync(next, "the next caller waits for the release").ConfigureAwait(false);
        trial.Clock.Advance(LongLifetime / 2);
        await first.DisposeAsync().ConfigureAwait(false);
        var second = await next.ConfigureAwait(false);
        trial.Clock.Advance(LongLifetime - Moment);
        await trial.ExpectHeldAsync(trial.First, "its holder waited for it and got it later").ConfigureAwait(false);
        await second.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task ClockAheadAsync(TokenStoreTrial trial)
    {
        var lease = await trial.LeaseAsync().ConfigureAwait(false);
        var clockAhead = new ContractClock(LongLifetime + trial.ClockTolerance - Moment);
        var machine = trial.Open(clockAhead);
        await trial.ExpectHeldAsync(machine, $"clocks may differ by {trial.ClockTolerance}").ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
    }
}
