using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;

namespace OAuthClient.Tests.Storage;

[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.Postgres)]
public sealed class EntityTokenStoreTests(DatabaseKind kind) : IDisposable
{
    private static readonly TokenKey Key = new("github", "client", "42", TokenKey.DefaultAccount);
    private static readonly TimeSpan LeaseLifetime = TimeSpan.FromMinutes(5);

    private readonly Lazy<StoreDatabase> _database = new(() => StoreDatabase.CreateWithTables(kind));

    public void Dispose()
    {
        if (_database.IsValueCreated)
            _database.Value.Dispose();
    }

    [Test]
    public async Task Deleting_a_token_deletes_its_lease_unless_the_lease_is_held([Values] bool isHeld)
    {
        var store = CreateStore();
        var lease = await store.LeaseAsync(Key, LeaseLifetime);
        if (!isHeld)
            await lease.DisposeAsync();
        await store.DeleteAsync(Key);
        await using var context = _database.Value.Open();
        Assert.That(await context.Set<LeaseRow>().CountAsync(), Is.EqualTo(isHeld ? 1 : 0));
    }

    [Test]
    public void A_key_that_is_too_long_is_refused_with_an_explanation()
    {
        var key = Key with { User = new string('4', 251) };
        Assert.That(
            async () => await CreateStore().PutAsync(key, new() { AccessToken = "a" }, null),
            Throws.ArgumentException
                .With.Message.Contain("The User of the key has 251 characters; a database keeps 250."));
    }

    [Test]
    public async Task The_longest_key_can_be_stored_with_any_characters()
    {
        var key = new TokenKey(new('\u20ac', 100), new('\u20ac', 250), new string('\u20ac', 250), new('\u20ac', 150));
        await CreateStore().PutAsync(key, new() { AccessToken = "a" }, null);
        Assert.That(await CreateStore().GetAsync(key), Is.Not.Null);
    }

    [Test]
    public async Task A_damaged_row_is_an_error_and_not_a_missing_token()
    {
        await CreateStore().PutAsync(Key, new() { AccessToken = "a" }, null);
        await using (var context = _database.Value.Open())
            await context.Set<TokenRow>().ExecuteUpdateAsync(row => row.SetProperty(old => old.Token, "{"u8.ToArray()));
        Assert.That(async () => await CreateStore().GetAsync(Key), Throws.InstanceOf<DamagedRecordException>());
    }

    [Test]
    public void A_database_without_tables_is_an_error_and_not_an_empty_store()
    {
        using var empty = StoreDatabase.CreateAsync(kind).GetAwaiter().GetResult();
        var store = new EntityTokenStore(empty.Open, SealKeys.CreateSeal(1));
        Assert.That(async () => await store.GetAsync(Key), Throws.Exception);
        Assert.That(async () => await store.PutAsync(Key, new() { AccessToken = "a" }, null), Throws.Exception);
        Assert.That(async () => await store.LeaseAsync(Key, LeaseLifetime), Throws.Exception);
    }

    private EntityTokenStore CreateStore() => new(_database.Value.Open, SealKeys.CreateSeal(1));
}
