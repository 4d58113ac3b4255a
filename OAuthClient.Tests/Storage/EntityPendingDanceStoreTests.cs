using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;

namespace OAuthClient.Tests.Storage;

[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.Postgres)]
public sealed class EntityPendingDanceStoreTests(DatabaseKind kind) : IDisposable
{
    private readonly Lazy<StoreDatabase> _database = new(() => StoreDatabase.CreateWithTables(kind));
    private readonly FrozenTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    public void Dispose()
    {
        if (_database.IsValueCreated)
            _database.Value.Dispose();
    }

    [Test]
    public async Task A_browser_keeps_a_bounded_number_of_dances_and_loses_the_oldest_first()
    {
        foreach (var number in Enumerable.Range(0, 12))
            await CreateStore().SaveAsync(StoredDance.Create($"{number}"));
        await CreateStore().SaveAsync(StoredDance.Create("another's", "another"));
        Assert.That(
            (await CreateStore().FindAsync("1"), (await CreateStore().FindAsync("2"))?.Id, await CountAsync()),
            Is.EqualTo(((PendingDance?)null, "2", 11)));
    }

    [Test]
    public async Task The_store_keeps_a_bounded_number_of_dances_across_browsers_and_short_lived_processes()
    {
        foreach (var number in Enumerable.Range(1, 2 * 53))
        {
            await new EntityPendingDanceStore(_database.Value.Open, _time, capacity: 3).SaveAsync(
                StoredDance.Create($"{number}", $"browser {number}"));
        }
        Assert.That(await CountAsync(), Is.EqualTo(3));
        Assert.That(await CreateStore().FindAsync("103"), Is.Null);
        Assert.That(await CreateStore().FindAsync("104"), Is.Not.Null);
    }

    [Test]
    public async Task Dances_evicted_from_one_browser_do_not_count_against_other_browsers()
    {
        var store = new EntityPendingDanceStore(_database.Value.Open, _time, capacityPerBrowser: 1, capacity: 2);
        await store.SaveAsync(StoredDance.Create("another's", "another"));
        foreach (var number in Enumerable.Range(2, 52))
            await store.SaveAsync(StoredDance.Create($"{number}"));
        Assert.That(await store.FindAsync("another's"), Is.Not.Null);
        Assert.That(await store.FindAsync("53"), Is.Not.Null);
        Assert.That(await CountAsync(), Is.EqualTo(2));
    }

    [TestCase(0, 1, "capacityPerBrowser")]
    [TestCase(1, 0, "capacity")]
    public void A_limit_of_zero_dances_is_refused(int perBrowser, int capacity, string name) => Assert.That(
        () => new EntityPendingDanceStore(_database.Value.Open, _time, perBrowser, capacity),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name));

    [Test]
    public async Task An_expired_dance_is_still_found_for_a_while_and_then_deleted()
    {
        await CreateStore().SaveAsync(StoredDance.Create("state"));
        _time.Now += TimeSpan.FromMinutes(20);
        Assert.That(await CreateStore().FindAsync("state"), Is.Not.Null);
        _time.Now += TimeSpan.FromMinutes(20);
        Assert.That((await CreateStore().FindAsync("state"), await CountAsync()), Is.EqualTo(((PendingDance?)null, 1)));
        await CreateStore().SaveAsync(
            StoredDance.Create("later") with { CreatedAt = _time.Now, ExpiresAt = _time.Now.AddMinutes(15) });
        Assert.That(await CountAsync(), Is.EqualTo(1), "only the later dance is left");
    }

    [Test]
    public async Task An_outcome_from_another_machine_is_awaited()
    {
        var here = CreateStore();
        var there = CreateStore();
        await here.SaveAsync(StoredDance.Create("state"));
        Assert.That(await there.TakeAsync("state", "callback"), Is.True);
        var waiting = here.WaitForOutcomeAsync("state").AsTask();
        await here.FindAsync("state");
        Assert.That(waiting.IsCompleted, Is.False);
        var outcome = new OAuthOutcome(OAuthOutcomeKind.NotStored, OAuthResponse.Text("No."))
        {
            Explanation = "said a receiver",
        };
        await there.FinishAsync("state", outcome);
        await there.FinishAsync("state", new(OAuthOutcomeKind.Stored, OAuthResponse.Redirect("/")));
        Assert.That(
            await waiting,
            Is.EqualTo(new FinishedDance("callback", _time.Now, outcome)),
            "the first outcome counts");
    }

    [Test]
    public async Task A_wait_for_an_outcome_that_never_comes_ends_when_the_dance_is_gone()
    {
        await CreateStore().SaveAsync(StoredDance.Create("state"));
        await CreateStore().TakeAsync("state", "callback");
        var waiting = CreateStore().WaitForOutcomeAsync("state").AsTask();
        await CreateStore().FindAsync("state");
        Assert.That(waiting.IsCompleted, Is.False);
        _time.Now += TimeSpan.FromMinutes(30);
        Assert.That(await waiting, Is.Null);
    }

    private EntityPendingDanceStore CreateStore() => new(_database.Value.Open, _time);

    private async Task<int> CountAsync()
    {
        await using var context = _database.Value.Open();
        return await context.Set<DanceRow>().CountAsync();
    }
}
