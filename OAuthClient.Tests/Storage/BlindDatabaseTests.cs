using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;

namespace OAuthClient.Tests.Storage;

/// <summary>
/// A database that takes one key for another: the store refuses one key and leaves the rows of the other as they are.
/// </summary>
[TestFixture(DatabaseKind.Sqlite, "Alice")]
[TestFixture(DatabaseKind.Postgres, "Alice")]
[TestFixture(DatabaseKind.Postgres, "alic\u00e9")]
public sealed class BlindDatabaseTests(DatabaseKind kind, string otherUser) : IDisposable
{
    private static readonly TokenKey Key = new("pretend", "client", "alice", TokenKey.DefaultAccount);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LeaseLifetime = TimeSpan.FromMinutes(5);
    private readonly Lazy<BlindDatabase> _database = new(() => BlindDatabase.CreateWithTables(kind));
    private readonly FrozenTimeProvider _time = new(Start);

    private TokenKey OtherKey => Key with { User = otherUser };

    public void Dispose()
    {
        if (_database.IsValueCreated)
            _database.Value.Dispose();
    }

    [Test]
    public async Task Every_call_for_a_key_is_refused_while_another_key_has_its_row()
    {
        var store = CreateStore();
        await store.PutAsync(OtherKey, new() { AccessToken = "other's" }, null);
        var before = (await store.GetAsync(OtherKey))!;
        Func<Task>[] calls =
        [
            async () => await store.GetAsync(Key),
            async () => await store.PutAsync(Key, new() { AccessToken = "a" }, null),
            async () => await store.PutAsync(Key, new() { AccessToken = "a" }, 1),
            async () => await store.PutAsync(Key, new() { AccessToken = "a" }, before.Version),
            async () => await store.DeleteAsync(Key),
            async () => await store.DeleteAsync(Key, 1),
            async () => await store.DeleteAsync(Key, before.Version),
            async () => await store.LeaseAsync(Key, LeaseLifetime),
        ];
        foreach (var (number, call) in calls.Index())
            Assert.That(call, Throws.InvalidOperationException.With.Message.Contains("collation"), $"call {number}");
        var after = await store.GetAsync(OtherKey);
        Assert.That(
            (after?.Version, after?.Token.AccessToken.Reveal()),
            Is.EqualTo((before.Version, "other's")));
    }

    [Test]
    public async Task A_key_does_not_get_the_lease_of_another_key_and_does_not_release_it()
    {
        var store = CreateStore();
        await using var lease = await store.LeaseAsync(OtherKey, LeaseLifetime);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.That(
            async () => await store.LeaseAsync(Key, LeaseLifetime, timeout.Token),
            Throws.InvalidOperationException.With.Message.Contains("collation"));
        Assert.That(await ReadLeasesAsync(), Is.EqualTo(new[] { (otherUser, Start + LeaseLifetime) }));
    }

    [Test]
    public async Task A_key_does_not_get_the_lease_of_another_key_that_has_expired()
    {
        var store = CreateStore();
        await store.LeaseAsync(OtherKey, LeaseLifetime);
        _time.Now += TimeSpan.FromHours(1);
        Assert.That(
            async () => await store.LeaseAsync(Key, LeaseLifetime),
            Throws.InvalidOperationException.With.Message.Contains("collation"));
        Assert.That(await ReadLeasesAsync(), Is.EqualTo(new[] { (otherUser, Start + LeaseLifetime) }));
    }

    [Test]
    public async Task Deleting_a_token_deletes_no_lease_of_another_key()
    {
        var store = CreateStore();
        await store.LeaseAsync(OtherKey, LeaseLifetime);
        _time.Now += TimeSpan.FromHours(1);
        await store.DeleteAsync(Key);
        Assert.That(await ReadLeasesAsync(), Is.EqualTo(new[] { (otherUser, Start + LeaseLifetime) }));
    }

    [Test]
    public async Task A_released_lease_leaves_no_row_in_the_way_of_another_key_with_a_token()
    {
        var store = CreateStore();
        var lease = await store.LeaseAsync(Key, LeaseLifetime);
        await store.PutAsync(OtherKey, new() { AccessToken = "other's" }, null);
        await lease.DisposeAsync();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var next = await store.LeaseAsync(OtherKey, LeaseLifetime, timeout.Token);
        Assert.That(await ReadLeasesAsync(), Is.EqualTo(new[] { (otherUser, Start + LeaseLifetime) }));
    }

    private EntityTokenStore CreateStore() => new(_database.Value.Open, SealKeys.CreateSeal(1), _time);

    private async Task<(string User, DateTimeOffset ExpiresAt)[]> ReadLeasesAsync()
    {
        await using var context = _database.Value.Open();
        var rows = await context.Set<LeaseRow>().AsNoTracking().ToListAsync();
        return [.. rows.Select(row => (row.UserId, DateTimeOffset.FromUnixTimeMilliseconds(row.ExpiresAt)))];
    }
}
