using Microsoft.Extensions.Time.Testing;
using OAuthClient.Storage;

namespace OAuthClient.Tests.Storage;

public class MemoryPendingDanceStoreTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Test]
    public async Task A_browser_keeps_a_bounded_number_of_dances_and_loses_the_oldest_first()
    {
        var store = new MemoryPendingDanceStore(_time, capacityPerBrowser: 3);
        foreach (var number in Enumerable.Range(0, 5))
            await store.SaveAsync(StoredDance.Create($"{number}"));
        await store.SaveAsync(StoredDance.Create("another's", "another"));
        Assert.That(
            (await store.FindAsync("1"), (await store.FindAsync("2"))?.Id, store.Count),
            Is.EqualTo(((PendingDance?)null, "2", 4)));
    }

    [Test]
    public async Task The_store_keeps_a_bounded_number_of_dances()
    {
        var store = new MemoryPendingDanceStore(_time, capacity: 100);
        foreach (var number in Enumerable.Range(0, 1_000))
            await store.SaveAsync(StoredDance.Create($"{number}", $"browser {number}"));
        Assert.That(
            (store.Count, await store.FindAsync("899"), (await store.FindAsync("900"))?.Id),
            Is.EqualTo((100, (PendingDance?)null, "900")));
    }

    [Test]
    public async Task An_expired_dance_is_still_found_for_a_while_and_then_deleted()
    {
        var store = new MemoryPendingDanceStore(_time);
        await store.SaveAsync(StoredDance.Create("state"));
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.That(await store.FindAsync("state"), Is.Not.Null);
        _time.Advance(TimeSpan.FromMinutes(20));
        await store.SaveAsync(StoredDance.Create("later"));
        Assert.That(await store.FindAsync("state"), Is.Null);
    }
}
