using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Redis;
using OAuthClient.Storage;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Storage;

/// <summary>
/// Tokens in a database and in Redis are sealed like tokens in files: seal keys rotate, and a sealed record is bound to
/// the token key under which the record is stored.
/// </summary>
public sealed class SealedStoreTests : IDisposable
{
    private const string Canary = "canary-access-token";
    private static readonly TokenKey AnnasKey = new("github", "client", "anna", TokenKey.DefaultAccount);
    private static readonly TokenKey BensKey = AnnasKey with { User = "ben" };
    private readonly Lazy<StoreDatabase> _database = new(() => StoreDatabase.CreateWithTables(DatabaseKind.Sqlite));
    private readonly string _prefix = $"test-{Guid.CreateVersion7()}";

    public enum StoreKind
    {
        Database,
        Redis,
    }

    public void Dispose()
    {
        if (_database.IsValueCreated)
            _database.Value.Dispose();
    }

    [Test]
    public async Task T51_A_sealed_record_does_not_contain_the_token([Values] StoreKind place)
    {
        await CreateStore(place, SealKeys.CreateSeal(1)).PutAsync(AnnasKey, new() { AccessToken = Canary }, null);
        Assert.That(
            System.Text.Encoding.Latin1.GetString(await ReadRawAsync(place, AnnasKey)),
            Does.Not.Contain(Canary));
    }

    [Test]
    public async Task T51_A_record_copied_to_the_key_of_another_user_is_damaged([Values] StoreKind place)
    {
        var store = CreateStore(place, SealKeys.CreateSeal(1));
        await store.PutAsync(AnnasKey, new() { AccessToken = Canary }, null);
        await store.PutAsync(BensKey, new() { AccessToken = "ben's" }, null);
        await OverwriteAsync(place, BensKey, await ReadRawAsync(place, AnnasKey));
        Assert.That(
            async () => await store.GetAsync(BensKey),
            Throws.TypeOf<DamagedRecordException>().With.Message.Not.Contains(Canary));
    }

    [Test]
    public async Task Seal_keys_rotate_and_a_missing_key_is_an_error([Values] StoreKind place)
    {
        await CreateStore(place, SealKeys.CreateSeal(1)).PutAsync(AnnasKey, new() { AccessToken = Canary }, null);
        var stored = await CreateStore(place, SealKeys.CreateSeal(2, 1)).GetAsync(AnnasKey);
        Assert.That(stored?.Token.AccessToken.Reveal(), Is.EqualTo(Canary));
        Assert.That(
            async () => await CreateStore(place, SealKeys.CreateSeal(2)).GetAsync(AnnasKey),
            Throws.TypeOf<DamagedRecordException>());
        await CreateStore(place, SealKeys.CreateSeal(2, 1)).PutAsync(AnnasKey, stored!.Token, stored.Version);
        Assert.That(
            (await CreateStore(place, SealKeys.CreateSeal(2)).GetAsync(AnnasKey))?.Token.AccessToken.Reveal(),
            Is.EqualTo(Canary),
            "the new write is sealed with the first key");
    }

    [Test]
    public async Task A_sealing_store_refuses_an_unsealed_record([Values] StoreKind place)
    {
        await CreateStore(place, null).PutAsync(AnnasKey, new() { AccessToken = Canary }, null);
        Assert.That(
            (await CreateStore(place, null).GetAsync(AnnasKey))?.Token.AccessToken.Reveal(),
            Is.EqualTo(Canary));
        Assert.That(
            async () => await CreateStore(place, SealKeys.CreateSeal(1)).GetAsync(AnnasKey),
            Throws.TypeOf<DamagedRecordException>());
    }

    [Test]
    public void A_store_without_keys_needs_Insecure_UnsealedTokens()
    {
        Assert.That(
            () => new EntityTokenStore(_database.Value.Open, default(Insecure)),
            Throws.ArgumentException.With.Message.Contains("UnsealedTokens"));
        Assert.That(
            () => new RedisTokenStore(RedisPeer.GetDatabase(RedisMode.Standalone), default(Insecure)),
            Throws.ArgumentException.With.Message.Contains("UnsealedTokens"));
    }

    private ITokenStore CreateStore(StoreKind place, StoreSeal? seal) => (place, seal) switch
    {
        (StoreKind.Database, null) => new EntityTokenStore(_database.Value.Open, Insecure.UnsealedTokens),
        (StoreKind.Database, _) => new EntityTokenStore(_database.Value.Open, seal),
        (_, null) => new RedisTokenStore(RedisPeer.GetDatabase(RedisMode.Standalone), Insecure.UnsealedTokens, _prefix),
        _ => new RedisTokenStore(RedisPeer.GetDatabase(RedisMode.Standalone), seal, _prefix),
    };

    private string RedisKeyOf(TokenKey key) => $"{_prefix}:token:{{github/client/{key.User.Id}/default}}";

    private async Task<byte[]> ReadRawAsync(StoreKind place, TokenKey key)
    {
        if (place == StoreKind.Redis)
            return (byte[])(await RedisPeer.GetDatabase(RedisMode.Standalone).HashGetAsync(RedisKeyOf(key), "token"))!;
        await using var context = _database.Value.Open();
        return await context.Set<TokenRow>()
            .Where(row => row.UserId == key.User.Id).Select(row => row.Token).SingleAsync();
    }

    private async Task OverwriteAsync(StoreKind place, TokenKey key, byte[] raw)
    {
        if (place == StoreKind.Redis)
        {
            await RedisPeer.GetDatabase(RedisMode.Standalone).HashSetAsync(RedisKeyOf(key), "token", raw);
            return;
        }
        await using var context = _database.Value.Open();
        await context.Set<TokenRow>().Where(row => row.UserId == key.User.Id).ExecuteUpdateAsync(
            row => row.SetProperty(old => old.Token, raw));
    }
}
