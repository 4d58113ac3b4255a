using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Redis;
using OAuthClient.Storage;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Storage;

/// <summary>Tokens in a database and in Redis are sealed as those in files are: with keys that rotate, each bound to its place.</summary>
public sealed class SealedStoreTests : IDisposable
{
    private const string Canary = "canary-access-token";
    private static readonly TokenKey Annas = new("github", "client", "anna", TokenKey.DefaultAccount), Bens = Annas with { User = "ben" };
    private readonly Lazy<StoreDatabase> _database = new(() => StoreDatabase.WithTables(DatabaseKind.Sqlite));
    private readonly string _prefix = $"test-{Guid.CreateVersion7()}";

    public enum Place
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
    public async Task T51_What_lies_there_does_not_hold_the_token([Values] Place place)
    {
        await Make(place, Keys.Seal(1)).PutAsync(Annas, new() { AccessToken = Canary }, null);
        Assert.That(System.Text.Encoding.Latin1.GetString(await RawAsync(place, Annas)), Does.Not.Contain(Canary));
    }

    [Test]
    public async Task T51_A_token_in_anothers_place_is_damaged([Values] Place place)
    {
        var store = Make(place, Keys.Seal(1));
        await store.PutAsync(Annas, new() { AccessToken = Canary }, null);
        await store.PutAsync(Bens, new() { AccessToken = "ben's" }, null);
        await OverwriteAsync(place, Bens, await RawAsync(place, Annas));
        Assert.That(async () => await store.GetAsync(Bens), Throws.TypeOf<DamagedRecordException>().With.Message.Not.Contains(Canary));
    }

    [Test]
    public async Task Keys_rotate_and_one_that_is_missing_is_no_empty_place([Values] Place place)
    {
        await Make(place, Keys.Seal(1)).PutAsync(Annas, new() { AccessToken = Canary }, null);
        var stored = await Make(place, Keys.Seal(2, 1)).GetAsync(Annas);
        Assert.That(stored?.Token.AccessToken.Reveal(), Is.EqualTo(Canary));
        Assert.That(async () => await Make(place, Keys.Seal(2)).GetAsync(Annas), Throws.TypeOf<DamagedRecordException>());
        await Make(place, Keys.Seal(2, 1)).PutAsync(Annas, stored!.Token, stored.Version);
        Assert.That((await Make(place, Keys.Seal(2)).GetAsync(Annas))?.Token.AccessToken.Reveal(), Is.EqualTo(Canary), "written anew with the first");
    }

    [Test]
    public async Task What_is_not_sealed_is_not_trusted_by_a_store_that_seals([Values] Place place)
    {
        await Make(place, null).PutAsync(Annas, new() { AccessToken = Canary }, null);
        Assert.That((await Make(place, null).GetAsync(Annas))?.Token.AccessToken.Reveal(), Is.EqualTo(Canary));
        Assert.That(async () => await Make(place, Keys.Seal(1)).GetAsync(Annas), Throws.TypeOf<DamagedRecordException>());
    }

    [Test]
    public void A_store_without_keys_asks_for_the_word()
    {
        Assert.That(() => new EntityTokenStore(_database.Value.Open, default(Insecure)), Throws.ArgumentException.With.Message.Contains("UnsealedTokens"));
        Assert.That(() => new RedisTokenStore(RedisPeer.Database(RedisKind.Alone), default(Insecure)), Throws.ArgumentException.With.Message.Contains("UnsealedTokens"));
    }

    private ITokenStore Make(Place place, StoreSeal? seal) => (place, seal) switch
    {
        (Place.Database, null) => new EntityTokenStore(_database.Value.Open, Insecure.UnsealedTokens),
        (Place.Database, _) => new EntityTokenStore(_database.Value.Open, seal),
        (_, null) => new RedisTokenStore(RedisPeer.Database(RedisKind.Alone), Insecure.UnsealedTokens, _prefix),
        _ => new RedisTokenStore(RedisPeer.Database(RedisKind.Alone), seal, _prefix),
    };

    private string NameOf(TokenKey key) => $"{_prefix}:token:{{github/client/{key.User.Id}/default}}";

    private async Task<byte[]> RawAsync(Place place, TokenKey key)
    {
        if (place == Place.Redis)
            return (byte[])(await RedisPeer.Database(RedisKind.Alone).HashGetAsync(NameOf(key), "token"))!;
        await using var context = _database.Value.Open();
        return await context.Set<TokenRow>().Where(row => row.UserId == key.User.Id).Select(row => row.Token).SingleAsync();
    }

    private async Task OverwriteAsync(Place place, TokenKey key, byte[] raw)
    {
        if (place == Place.Redis)
        {
            await RedisPeer.Database(RedisKind.Alone).HashSetAsync(NameOf(key), "token", raw);
            return;
        }
        await using var context = _database.Value.Open();
        await context.Set<TokenRow>().Where(row => row.UserId == key.User.Id).ExecuteUpdateAsync(row => row.SetProperty(old => old.Token, raw));
    }
}
