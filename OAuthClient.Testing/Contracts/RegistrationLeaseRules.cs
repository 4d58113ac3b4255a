using static OAuthClient.Testing.Contracts.RegistrationStoreTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>The lease of a registration has one holder at a time.</summary>
internal static class RegistrationLeaseRules
{
    private static readonly TimeSpan ShortLifetime = TimeSpan.FromMilliseconds(50);

    public static StoreRule<RegistrationStoreSubject>[] All =>
    [
        Rule("The lease of a registration stays with its holder until it is released", HeldAsync),
        Rule("The lease of another registration does not wait", OtherKeyAsync),
        Rule("A lease blocks no read, write or delete of its registration", NoBlockAsync),
        Rule("Releasing a lease of a registration twice does not release that of the next holder", ReleaseTwiceAsync),
        Rule("A caller that is canceled leaves no lease of a registration behind", CancelAsync),
    ];

    public static IEnumerable<StoreRule<RegistrationStoreSubject>> For(LeaseEnd leaseEnd)
    {
        if (leaseEnd == LeaseEnd.WithProcess)
            yield break;
        var lifetime = leaseEnd == LeaseEnd.ByClock ? LongLifetime : ShortLifetime;
        yield return Rule(
            "A lease of a registration that is not released ends after its lifetime",
            trial => EndsAsync(trial, lifetime));
    }

    private static async Task HeldAsync(RegistrationStoreTrial trial)
    {
        var lease = await trial.LeaseAsync().ConfigureAwait(false);
        await trial.ExpectHeldAsync("it was not released").ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
        var next = await trial.Second.LeaseAsync(trial.Key, LongLifetime).ConfigureAwait(false);
        await next.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task OtherKeyAsync(RegistrationStoreTrial trial)
    {
        var lease = await trial.LeaseAsync().ConfigureAwait(false);
        var other = await trial.Second.LeaseAsync(trial.CreateKey("other"), LongLifetime).ConfigureAwait(false);
        await other.DisposeAsync().ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task NoBlockAsync(RegistrationStoreTrial trial)
    {
        var lease = await trial.LeaseAsync().ConfigureAwait(false);
        await trial.PutAsync(trial.Key, "a").ConfigureAwait(false);
        await trial.ExpectAsync(trial.Key, "a").ConfigureAwait(false);
        await trial.Second.DeleteAsync(trial.Key).ConfigureAwait(false);
        await trial.ExpectHeldAsync("a delete of the registration does not release it").ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task ReleaseTwiceAsync(RegistrationStoreTrial trial)
    {
        var first = await trial.LeaseAsync().ConfigureAwait(false);
        await first.DisposeAsync().ConfigureAwait(false);
        var second = await trial.LeaseAsync().ConfigureAwait(false);
        await first.DisposeAsync().ConfigureAwait(false);
        await trial.ExpectHeldAsync("only its holder may release it").ConfigureAwait(false);
        await second.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task CancelAsync(RegistrationStoreTrial trial)
    {
        var lease = await trial.LeaseAsync().ConfigureAwait(false);
        using var cancellation = new CancellationTokenSource();
        var canceled = trial.Second.LeaseAsync(trial.Key, LongLifetime, cancellation.Token).AsTask();
        await cancellation.CancelAsync().ConfigureAwait(false);
        await StoreSubject.ExpectCanceledAsync(canceled).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
        var next = await trial.LeaseAsync().ConfigureAwait(false);
        await next.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task EndsAsync(RegistrationStoreTrial trial, TimeSpan lifetime)
    {
        await trial.LeaseAsync(lifetime).ConfigureAwait(false);
        trial.Clock.Advance(lifetime + trial.ClockTolerance);
        var next = await trial.Second.LeaseAsync(trial.Key, LongLifetime).ConfigureAwait(false);
        await next.DisposeAsync().ConfigureAwait(false);
    }
}
