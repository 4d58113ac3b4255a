namespace OAuthClient.Tests.Contracts;

public abstract partial class TokenStoreContract
{
    private static readonly TimeSpan LeaseLifetime = TimeSpan.FromMinutes(5);

    [Test]
    public async Task A_lease_has_one_holder_at_a_time()
    {
        var store = CreateStore();
        var holders = 0;
        var maxHolders = 0;
        var leases = 0;
        await RunConcurrentlyAsync(20, async number =>
        {
            var used = number % 2 == 0 ? store : CreateSecondStore(store);
            await using var lease = await used.LeaseAsync(Key, LeaseLifetime);
            maxHolders = Math.Max(maxHolders, Interlocked.Increment(ref holders));
            await Task.Yield();
            leases++;
            Interlocked.Decrement(ref holders);
            return true;
        });
        Assert.That((maxHolders, leases), Is.EqualTo((1, 20)));
    }

    [Test]
    public async Task A_waiting_caller_gets_the_lease_when_its_holder_releases_it()
    {
        var store = CreateStore();
        var first = await store.LeaseAsync(Key, LeaseLifetime);
        var next = CreateSecondStore(store).LeaseAsync(Key, LeaseLifetime).AsTask();
        await store.PutAsync(Key, Token("a"), null);
        Assert.That(next.IsCompleted, Is.False);
        await first.DisposeAsync();
        await using var second = await next;
        Assert.That(second, Is.Not.SameAs(first));
    }

    [Test]
    public async Task The_lease_of_another_key_does_not_wait()
    {
        var store = CreateStore();
        var leases = new List<IAsyncDisposable>();
        foreach (var number in Enumerable.Range(0, 30))
            leases.Add(await store.LeaseAsync(Key with { User = $"user {number}" }, LeaseLifetime));
        foreach (var lease in leases)
            await lease.DisposeAsync();
        Assert.That(leases, Is.Unique);
    }

    [Test]
    public async Task A_lease_does_not_block_reads_writes_and_deletes()
    {
        var store = CreateStore();
        await using var lease = await store.LeaseAsync(Key, LeaseLifetime);
        Assert.That(await CreateSecondStore(store).PutAsync(Key, Token("a"), null), Is.True);
        Assert.That(await CreateSecondStore(store).GetAsync(Key), Is.Not.Null);
        await CreateSecondStore(store).DeleteAsync(Key);
        Assert.That(await store.GetAsync(Key), Is.Null);
    }

    [Test]
    public async Task Releasing_a_lease_twice_does_not_release_the_lease_of_the_next_holder()
    {
        var store = CreateStore();
        var first = await store.LeaseAsync(Key, LeaseLifetime);
        await first.DisposeAsync();
        var second = await store.LeaseAsync(Key, LeaseLifetime);
        await first.DisposeAsync();
        using var cancellation = new CancellationTokenSource();
        var third = CreateSecondStore(store).LeaseAsync(Key, LeaseLifetime, cancellation.Token).AsTask();
        await store.PutAsync(Key, Token("a"), null);
        Assert.That(third.IsCompleted, Is.False);
        await cancellation.CancelAsync();
        Assert.That(async () => await third, Throws.InstanceOf<OperationCanceledException>());
        await second.DisposeAsync();
    }

    [Test]
    public async Task Canceling_a_wait_for_a_lease_does_not_affect_other_waiting_callers()
    {
        var store = CreateStore();
        var first = await store.LeaseAsync(Key, LeaseLifetime);
        using var cancellation = new CancellationTokenSource();
        var canceled = CreateSecondStore(store).LeaseAsync(Key, LeaseLifetime, cancellation.Token).AsTask();
        var waiting = store.LeaseAsync(Key, LeaseLifetime).AsTask();
        await cancellation.CancelAsync();
        Assert.That(async () => await canceled, Throws.InstanceOf<OperationCanceledException>());
        await first.DisposeAsync();
        await using var second = await waiting;
        Assert.That(second, Is.Not.SameAs(first));
    }
}
