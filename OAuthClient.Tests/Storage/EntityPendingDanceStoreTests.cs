using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Tests.Contracts;

namespace OAuthClient.Tests.Storage;

[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.Postgres)]
public sealed class EntityPendingDanceStoreTests(DatabaseKind kind) : PendingDanceStoreContract, IDisposable
{
    private readonly Lazy<StoreDatabase> _database = new(() => StoreDatabase.WithTables(kind));
    private readonly StandingTime _time = new(DateTimeOffset.UnixEpoch);

    protected override IPendingDanceStore Make() => new EntityPendingDanceStore(_database.Value.Open, _time);

    public void Dispose()
    {
        if (_database.IsValueCreated)
            _database.Value.Dispose();
    }

    [Test]
    public async Task A_handle_that_is_there_is_refused()
    {
        await Make().SaveAsync(Dance("state"));
        Assert.That(async () => await Make().SaveAsync(Dance("state", "another")), Throws.InvalidOperationException);
        Assert.That((await Make().FindAsync("state"))?.Browser, Is.EqualTo("browser"));
    }

    [Test]
    public async Task A_browser_holds_a_bounded_number_and_loses_its_oldest_first()
    {
        foreach (var number in Enumerable.Range(0, 12))
            await Make().SaveAsync(Dance($"{number}"));
        await Make().SaveAsync(Dance("another's", "another"));
        Assert.That((await Make().FindAsync("1"), (await Make().FindAsync("2"))?.Handle, await CountAsync()), Is.EqualTo(((PendingDance?)null, "2", 11)));
    }

    [Test]
    public async Task The_store_holds_a_bounded_number_whichever_the_browsers_and_however_short_the_processes_live()
    {
        foreach (var number in Enumerable.Range(1, 2 * 53))
            await new EntityPendingDanceStore(_database.Value.Open, _time, capacity: 3).SaveAsync(Dance($"{number}", $"browser {number}"));
        Assert.That((await CountAsync(), await Make().FindAsync("103"), await Make().FindAsync("104") is not null), Is.EqualTo((3, (PendingDance?)null, true)));
    }

    [Test]
    public async Task What_one_browser_has_lost_costs_the_others_nothing()
    {
        var store = new EntityPendingDanceStore(_database.Value.Open, _time, perBrowser: 1, capacity: 2);
        await store.SaveAsync(Dance("another's", "another"));
        foreach (var number in Enumerable.Range(2, 52))
            await store.SaveAsync(Dance($"{number}"));
        Assert.That((await store.FindAsync("another's") is not null, await store.FindAsync("53") is not null, await CountAsync()), Is.EqualTo((true, true, 2)));
    }

    [TestCase(0, 1, "perBrowser")]
    [TestCase(1, 0, "capacity")]
    public void A_store_that_would_hold_none_is_refused(int perBrowser, int capacity, string name) => Assert.That(
        () => new EntityPendingDanceStore(_database.Value.Open, _time, perBrowser, capacity),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name));

    [Test]
    public async Task What_has_expired_is_called_expired_for_a_while_and_then_let_go()
    {
        await Make().SaveAsync(Dance("state"));
        _time.Now += TimeSpan.FromMinutes(20);
        Assert.That(await Make().FindAsync("state"), Is.Not.Null);
        _time.Now += TimeSpan.FromMinutes(20);
        Assert.That((await Make().FindAsync("state"), await CountAsync()), Is.EqualTo(((PendingDance?)null, 1)));
        await Make().SaveAsync(Dance("later") with { CreatedAt = _time.Now, ExpiresAt = _time.Now.AddMinutes(15) });
        Assert.That(await CountAsync(), Is.EqualTo(1), "the later one");
    }

    [Test]
    public async Task What_another_machine_makes_of_a_dance_is_awaited_here()
    {
        var (here, there) = (Make(), Make());
        await here.SaveAsync(Dance("state"));
        Assert.That(await there.TakeAsync("state", "callback"), Is.True);
        var waiting = here.OutcomeAsync("state").AsTask();
        await here.FindAsync("state");
        Assert.That(waiting.IsCompleted, Is.False);
        var outcome = new OAuthOutcome(OAuthOutcomeKind.NotStored, OAuthResponse.Text("No.")) { Explanation = "said a receiver" };
        await there.FinishAsync("state", outcome);
        await there.FinishAsync("state", new(OAuthOutcomeKind.Stored, OAuthResponse.Redirect("/")));
        Assert.That(await waiting, Is.EqualTo(new FinishedDance("callback", _time.Now, outcome)), "the first outcome counts");
    }

    [Test]
    public async Task Whoever_waits_for_an_outcome_that_never_comes_waits_until_the_dance_is_gone()
    {
        await Make().SaveAsync(Dance("state"));
        await Make().TakeAsync("state", "callback");
        var waiting = Make().OutcomeAsync("state").AsTask();
        await Make().FindAsync("state");
        Assert.That(waiting.IsCompleted, Is.False);
        _time.Now += TimeSpan.FromMinutes(30);
        Assert.That(await waiting, Is.Null);
    }

    [Test]
    public async Task A_handle_of_any_length_and_letters_is_looked_for()
    {
        // Here, and no attribute's: neither that nor the name of a test keeps half a surrogate pair.
        foreach (var letters in (string[])["", "\0", "\ud800", "ß' OR 1=1 --"])
        {
            var handle = letters + new string('x', 8_000);
            Assert.That(await Make().FindAsync(handle), Is.Null);
            Assert.That(await Make().TakeAsync(handle, "callback"), Is.False);
        }
    }

    private async Task<int> CountAsync()
    {
        await using var context = _database.Value.Open();
        return await context.Set<DanceRow>().CountAsync();
    }
}
