using OAuthClient.Redis;
using OAuthClient.Tests.Contracts;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Storage;

[TestFixture(RedisKind.Alone)]
[TestFixture(RedisKind.Cluster)]
public class RedisPendingDanceStoreTests(RedisKind kind) : PendingDanceStoreContract
{
    private static readonly OAuthOutcome Outcome = new(OAuthOutcomeKind.Stored, OAuthResponse.Redirect("/home"));
    private readonly string _prefix = $"test-{Guid.CreateVersion7()}";

    protected override IPendingDanceStore Make() => On(machine: 0);

    [Test]
    public async Task A_handle_that_is_there_already_is_refused_and_the_first_dance_stays()
    {
        var store = Make();
        await store.SaveAsync(Dance("state", "first"));
        Assert.That(async () => await store.SaveAsync(Dance("state", "second")), Throws.InvalidOperationException);
        Assert.That((await store.FindAsync("state"))?.Browser, Is.EqualTo("first"));
    }

    [Test]
    public async Task A_browser_holds_a_bounded_number_and_loses_its_oldest_first()
    {
        var store = On(machine: 0, perBrowser: 3);
        foreach (var number in Enumerable.Range(0, 5))
            await store.SaveAsync(Dance($"{number}"));
        await store.SaveAsync(Dance("another's", "another"));
        Assert.That(await FoundAsync(store, "0", "1", "2", "3", "4", "another's"), Is.EqualTo(new[] { "2", "3", "4", "another's" }));
    }

    [Test]
    public async Task The_store_holds_a_bounded_number_whichever_the_browsers()
    {
        var store = new RedisPendingDanceStore(RedisPeer.Database(kind), _prefix, capacity: 3);
        foreach (var number in Enumerable.Range(0, 5))
            await store.SaveAsync(Dance($"{number}", $"browser {number}"));
        Assert.That(await FoundAsync(store, "0", "1", "2", "3", "4"), Is.EqualTo(new[] { "2", "3", "4" }));
    }

    [Test]
    public async Task What_one_browser_has_lost_costs_the_others_nothing()
    {
        var store = new RedisPendingDanceStore(RedisPeer.Database(kind), _prefix, perBrowser: 1, capacity: 2);
        await store.SaveAsync(Dance("another's", "another"));
        foreach (var number in Enumerable.Range(0, 5))
            await store.SaveAsync(Dance($"{number}"));
        Assert.That(await FoundAsync(store, "another's", "3", "4"), Is.EqualTo(new[] { "another's", "4" }));
    }

    [Test]
    public async Task What_has_expired_takes_no_room()
    {
        var store = new RedisPendingDanceStore(RedisPeer.Database(kind), _prefix, capacity: 2);
        await store.SaveAsync(Dance("older"));
        await store.SaveAsync(Dance("short", "another") with { ExpiresAt = DateTimeOffset.UnixEpoch.AddMilliseconds(1) });
        while (await store.FindAsync("short") is not null)
            await Task.Yield();
        await store.SaveAsync(Dance("newer", "third"));
        Assert.That(await FoundAsync(store, "older", "newer"), Is.EqualTo(new[] { "older", "newer" }));
    }

    [TestCase(0, 1, "perBrowser")]
    [TestCase(1, 0, "capacity")]
    public void A_store_that_would_hold_none_is_refused(int perBrowser, int capacity, string name) => Assert.That(
        () => new RedisPendingDanceStore(RedisPeer.Database(kind), _prefix, perBrowser: perBrowser, capacity: capacity),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name));

    [Test]
    public async Task No_name_of_a_key_tells_the_handle()
    {
        await Make().SaveAsync(Dance("canary"));
        await foreach (var key in RedisPeer.Database(kind).Multiplexer.GetServers()[0].KeysAsync(pattern: $"*{_prefix}*"))
            Assert.That(key.ToString(), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task A_browser_that_begins_on_two_machines_at_once_holds_ten()
    {
        var stores = new[] { On(machine: 0), On(machine: 1) };
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(async () => await stores[number % 2].SaveAsync(Dance($"{number}")))));
        Assert.That(await FoundAsync(stores[0], [.. Enumerable.Range(0, 50).Select(number => $"{number}")]), Has.Length.EqualTo(10));
    }

    [Test]
    public async Task A_dance_is_taken_on_one_of_two_machines()
    {
        var stores = new[] { On(machine: 0), On(machine: 1) };
        await stores[0].SaveAsync(Dance("state"));
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(async () => await stores[number % 2].TakeAsync("state", $"{number}"))));
        Assert.That(taken.Count(succeeded => succeeded), Is.EqualTo(1));
    }

    [Test]
    public async Task An_outcome_is_awaited_on_another_machine_and_the_first_one_stays()
    {
        var (here, there) = (On(machine: 0), On(machine: 1));
        await here.SaveAsync(Dance("state"));
        await here.TakeAsync("state", "callback");
        var waiting = there.OutcomeAsync("state").AsTask();
        await here.FinishAsync("state", Outcome);
        await here.FinishAsync("state", Outcome with { Account = "later" });
        Assert.That(await waiting, Is.EqualTo(new FinishedDance("callback", DateTimeOffset.UnixEpoch, Outcome)));
    }

    [Test]
    public async Task Whoever_waits_for_the_outcome_of_a_dance_that_goes_is_told_so()
    {
        var store = On(machine: 0, perBrowser: 1);
        await store.SaveAsync(Dance("state"));
        await store.TakeAsync("state", "callback");
        var waiting = On(machine: 1).OutcomeAsync("state").AsTask();
        await store.SaveAsync(Dance("later"));
        await store.FinishAsync("state", Outcome);
        Assert.That((await waiting, await store.FindAsync("state")), Is.EqualTo(((FinishedDance?)null, (PendingDance?)null)));
    }

    [Test]
    public async Task What_has_expired_is_let_go_by_the_server()
    {
        var store = Make();
        await store.SaveAsync(Dance("state") with { ExpiresAt = DateTimeOffset.UnixEpoch.AddMilliseconds(1) });
        while (await store.FindAsync("state") is not null)
            await Task.Yield();
        Assert.That(await store.TakeAsync("state", "callback"), Is.False);
    }

    [Test]
    public async Task Everything_the_store_writes_is_kept_for_twice_the_lifetime_and_no_longer()
    {
        var store = Make();
        await store.SaveAsync(Dance("state"));
        await store.TakeAsync("state", "callback");
        await store.FinishAsync("state", Outcome);
        await store.SaveAsync(Dance("short") with { ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(20) });
        var (database, left) = (RedisPeer.Database(kind), new List<TimeSpan?>());
        await foreach (var key in database.Multiplexer.GetServers()[0].KeysAsync(pattern: $"*{_prefix}*"))
            left.Add(await database.KeyTimeToLiveAsync(key));
        Assert.That(left.Select(time => Math.Ceiling(time?.TotalMinutes ?? 0)), Is.EquivalentTo(new[] { 30, 40, 40, 40 }));
    }

    [Test]
    public async Task A_login_begun_on_one_machine_is_finished_on_another([Values] Protocol protocol)
    {
        var stage = new Stage(protocol, options => options with { Tokens = Tokens(machine: 0), PendingDances = On(machine: 0, time: options.Time) });
        var callback = await stage.ToCallbackAsync("42");
        var elsewhere = new OAuthDance(stage.Dance.Provider, Stage.Callback, stage.Options with { Tokens = Tokens(machine: 1), PendingDances = On(machine: 1, time: stage.Time) });
        var outcome = await elsewhere.FinishAsync(callback, stage.Browser.Cookie);
        Assert.That((outcome.Kind, stage.TokenRequests), Is.EqualTo((OAuthOutcomeKind.Stored, 1)));
        Assert.That(await stage.FinishAsync(callback, stage.Browser.Cookie), Is.EqualTo(outcome), "the duplicate gets the same, from the first");
        Assert.That(stage.TokenRequests, Is.EqualTo(1));
    }

    private RedisPendingDanceStore On(int machine, int perBrowser = 10, TimeProvider? time = null) =>
        new(RedisPeer.Database(kind, machine), _prefix, time ?? new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch), perBrowser);

    private RedisTokenStore Tokens(int machine) => new(RedisPeer.Database(kind, machine), Insecure.UnsealedTokens, _prefix);

    private static async Task<string[]> FoundAsync(RedisPendingDanceStore store, params string[] handles)
    {
        var found = new List<string>();
        foreach (var handle in handles)
        {
            if (await store.FindAsync(handle) is { } dance)
                found.Add(dance.Handle);
        }
        return [.. found];
    }
}
