using Microsoft.Extensions.Time.Testing;
using OAuthClient.Storage;
using OAuthClient.Tests.Contracts;

namespace OAuthClient.Tests.Storage;

public class MemoryTokenStoreTests : TokenStoreContract
{
    protected override ITokenStore Make() => new MemoryTokenStore();
}

public class MemoryPendingDanceStoreTests : PendingDanceStoreContract
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    protected override IPendingDanceStore Make() => new MemoryPendingDanceStore(_time);

    [Test]
    public async Task A_browser_holds_a_bounded_number_and_loses_its_oldest_first()
    {
        var store = new MemoryPendingDanceStore(_time, perBrowser: 3);
        foreach (var number in Enumerable.Range(0, 5))
            await store.SaveAsync(Dance($"{number}"));
        await store.SaveAsync(Dance("another's", "another"));
        Assert.That((await store.FindAsync("1"), (await store.FindAsync("2"))?.Handle, store.Count), Is.EqualTo(((PendingDance?)null, "2", 4)));
    }

    [Test]
    public async Task The_store_holds_a_bounded_number()
    {
        var store = new MemoryPendingDanceStore(_time, capacity: 100);
        foreach (var number in Enumerable.Range(0, 1_000))
            await store.SaveAsync(Dance($"{number}", $"browser {number}"));
        Assert.That((store.Count, await store.FindAsync("899"), (await store.FindAsync("900"))?.Handle), Is.EqualTo((100, (PendingDance?)null, "900")));
    }

    [Test]
    public async Task What_has_expired_is_called_expired_for_a_while_and_then_let_go()
    {
        var store = new MemoryPendingDanceStore(_time);
        await store.SaveAsync(Dance("state"));
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.That(await store.FindAsync("state"), Is.Not.Null);
        _time.Advance(TimeSpan.FromMinutes(20));
        await store.SaveAsync(Dance("later"));
        Assert.That(await store.FindAsync("state"), Is.Null);
    }
}
