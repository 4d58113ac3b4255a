using Microsoft.Extensions.Time.Testing;
using OAuthClient.Redis;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Storage;

[TestFixture(RedisMode.Standalone)]
[TestFixture(RedisMode.Cluster)]
public class RedisPendingDanceStoreTests(RedisMode kind)
{
    private static readonly OAuthOutcome Outcome = new(OAuthOutcomeKind.Stored, OAuthResponse.Redirect("/home"));
    private readonly string _prefix = $"test-{Guid.CreateVersion7()}";

    [Test]
    public async Task A_browser_keeps_a_bounded_number_of_dances_and_loses_the_oldest_first()
    {
        var store = StoreOn(machine: 0, perBrowser: 3);
        foreach (var number in Enumerable.Range(0, 5))
            await store.SaveAsync(StoredDance.Create($"{number}"));
        await store.SaveAsync(StoredDance.Create("another's", "another"));
        Assert.That(
            await FindHandlesAsync(store, "0", "1", "2", "3", "4", "another's"),
            Is.EqualTo(new[] { "2", "3", "4", "another's" }));
    }

    [Test]
    public async Task The_store_keeps_a_bounded_number_of_dances_across_browsers()
    {
        var store = new RedisPendingDanceStore(RedisPeer.GetDatabase(kind), _prefix, capacity: 3);
        foreach (var number in Enumerable.Range(0, 5))
            await store.SaveAsync(StoredDance.Create($"{number}", $"browser {number}"));
        Assert.That(await FindHandlesAsync(store, "0", "1", "2", "3", "4"), Is.EqualTo(new[] { "2", "3", "4" }));
    }

    [Test]
    public async Task Dances_evicted_from_one_browser_do_not_count_against_other_browsers()
    {
        var store = new RedisPendingDanceStore(
            RedisPeer.GetDatabase(kind), _prefix, capacityPerBrowser: 1, capacity: 2);
        await store.SaveAsync(StoredDance.Create("another's", "another"));
        foreach (var number in Enumerable.Range(0, 5))
            await store.SaveAsync(StoredDance.Create($"{number}"));
        Assert.That(await FindHandlesAsync(store, "another's", "3", "4"), Is.EqualTo(new[] { "another's", "4" }));
    }

    [Test]
    public async Task An_expired_dance_does_not_count_against_the_capacity()
    {
        var store = new RedisPendingDanceStore(RedisPeer.GetDatabase(kind), _prefix, capacity: 2);
        await store.SaveAsync(StoredDance.Create("older"));
        await store.SaveAsync(
            StoredDance.Create("short", "another") with { ExpiresAt = DateTimeOffset.UnixEpoch.AddMilliseconds(1) });
        while (await store.FindAsync("short") is not null)
            await Task.Yield();
        await store.SaveAsync(StoredDance.Create("newer", "third"));
        Assert.That(await FindHandlesAsync(store, "older", "newer"), Is.EqualTo(new[] { "older", "newer" }));
    }

    [TestCase(0, 1, "capacityPerBrowser")]
    [TestCase(1, 0, "capacity")]
    public void A_limit_of_zero_dances_is_refused(int perBrowser, int capacity, string name) => Assert.That(
        () => new RedisPendingDanceStore(
            RedisPeer.GetDatabase(kind), _prefix, capacityPerBrowser: perBrowser, capacity: capacity),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name));

    [Test]
    public async Task No_Redis_key_contains_the_handle()
    {
        await CreateStore().SaveAsync(StoredDance.Create("canary"));
        var server = RedisPeer.GetDatabase(kind).Multiplexer.GetServers()[0];
        await foreach (var key in server.KeysAsync(pattern: $"*{_prefix}*"))
            Assert.That(key.ToString(), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task A_browser_that_begins_on_two_machines_at_once_keeps_ten_dances()
    {
        var stores = new[] { StoreOn(machine: 0), StoreOn(machine: 1) };
        await Task.WhenAll(
            Enumerable.Range(0, 50)
                .Select(number => Task.Run(async () => await stores[number % 2].SaveAsync(StoredDance.Create($"{number}")))));
        Assert.That(
            await FindHandlesAsync(stores[0], [.. Enumerable.Range(0, 50).Select(number => $"{number}")]),
            Has.Length.EqualTo(10));
    }

    [Test]
    public async Task An_outcome_is_awaited_on_another_machine_and_the_first_outcome_stays()
    {
        var here = StoreOn(machine: 0);
        var there = StoreOn(machine: 1);
        await here.SaveAsync(StoredDance.Create("state"));
        await here.TakeAsync("state", "callback");
        var waiting = there.WaitForOutcomeAsync("state").AsTask();
        await here.FinishAsync("state", Outcome);
        await here.FinishAsync("state", Outcome with { Account = "later" });
        Assert.That(await waiting, Is.EqualTo(new FinishedDance("callback", DateTimeOffset.UnixEpoch, Outcome)));
    }

    [Test]
    public async Task A_wait_for_the_outcome_of_an_evicted_dance_ends_with_null()
    {
        var store = StoreOn(machine: 0, perBrowser: 1);
        await store.SaveAsync(StoredDance.Create("state"));
        await store.TakeAsync("state", "callback");
        var waiting = StoreOn(machine: 1).WaitForOutcomeAsync("state").AsTask();
        await store.SaveAsync(StoredDance.Create("later"));
        await store.FinishAsync("state", Outcome);
        Assert.That(
            (await waiting, await store.FindAsync("state")),
            Is.EqualTo(((FinishedDance?)null, (PendingDance?)null)));
    }

    [Test]
    public async Task An_expired_dance_is_deleted_by_the_server()
    {
        var store = CreateStore();
        await store.SaveAsync(StoredDance.Create("state") with { ExpiresAt = DateTimeOffset.UnixEpoch.AddMilliseconds(1) });
        while (await store.FindAsync("state") is not null)
            await Task.Yield();
        Assert.That(await store.TakeAsync("state", "callback"), Is.False);
    }

    [Test]
    public async Task Every_Redis_key_of_the_store_expires_after_twice_the_lifetime()
    {
        var store = CreateStore();
        await store.SaveAsync(StoredDance.Create("state"));
        await store.TakeAsync("state", "callback");
        await store.FinishAsync("state", Outcome);
        await store.SaveAsync(StoredDance.Create("short") with { ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(20) });
        var database = RedisPeer.GetDatabase(kind);
        var lifetimes = new List<TimeSpan?>();
        await foreach (var key in database.Multiplexer.GetServers()[0].KeysAsync(pattern: $"*{_prefix}*"))
            lifetimes.Add(await database.KeyTimeToLiveAsync(key));
        Assert.That(
            lifetimes.Select(lifetime => Math.Ceiling(lifetime?.TotalMinutes ?? 0)),
            Is.EquivalentTo(new[] { 30, 40, 40, 40 }));
    }

    [Test]
    public async Task A_login_begun_on_one_machine_is_finished_on_another([Values] Protocol protocol)
    {
        var setup = new DanceSetup(
            protocol,
            options => options with
            {
                Tokens = TokenStoreOn(machine: 0),
                PendingDances = StoreOn(machine: 0, time: options.Time),
            });
        var callback = await setup.GetCallbackUrlAsync("42");
        var elsewhere = new OAuthDance(
            setup.Dance.Provider,
            DanceSetup.RedirectUri,
            setup.Options with
            {
                Tokens = TokenStoreOn(machine: 1),
                PendingDances = StoreOn(machine: 1, time: setup.Time),
            });
        var outcome = await elsewhere.FinishAsync(callback, setup.Browser.Cookie);
        Assert.That((outcome.Kind, setup.TokenRequestCount), Is.EqualTo((OAuthOutcomeKind.Stored, 1)));
        Assert.That(
            await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie),
            Is.EqualTo(outcome),
            "the duplicate gets the outcome of the first callback");
        Assert.That(setup.TokenRequestCount, Is.EqualTo(1));
    }

    private RedisPendingDanceStore CreateStore() => StoreOn(machine: 0);

    private RedisPendingDanceStore StoreOn(int machine, int perBrowser = 10, TimeProvider? time = null) =>
        new(
            RedisPeer.GetDatabase(kind, machine),
            _prefix,
            time ?? new FakeTimeProvider(DateTimeOffset.UnixEpoch),
            perBrowser);

    private RedisTokenStore TokenStoreOn(int machine) =>
        new(RedisPeer.GetDatabase(kind, machine), Insecure.UnsealedTokens, _prefix);

    private static async Task<string[]> FindHandlesAsync(RedisPendingDanceStore store, params string[] handles)
    {
        var found = new List<string>();
        foreach (var handle in handles)
        {
            if (await store.FindAsync(handle) is { } dance)
                found.Add(dance.Id);
        }
        return [.. found];
    }
}
