using OAuthClient.EntityFrameworkCore;
using OAuthClient.Redis;
using OAuthClient.Storage;
using OAuthClient.Testing.Contracts;
using OAuthClient.Tests.Peers;
using OAuthClient.Tests.Storage;

namespace OAuthClient.Tests.Contracts;

/// <summary>The token stores of this repository.</summary>
internal static class TokenStores
{
    public static CheckedStore<TokenStoreSubject>[] All =>
    [
        new("memory", LeaseEnd.WithProcess, CreateMemory),
        new("sealed files", LeaseEnd.WithProcess, () => CreateFiles(SealKeys.CreateSeal(1))),
        new("unsealed files", LeaseEnd.WithProcess, () => CreateFiles(null)),
        new("SQLite", LeaseEnd.ByClock, () => CreateDatabase(DatabaseKind.Sqlite)),
        new("PostgreSQL", LeaseEnd.ByClock, () => CreateDatabase(DatabaseKind.Postgres)),
        new("Redis", LeaseEnd.ByServer, () => CreateRedis(RedisMode.Standalone)),
        new("Redis cluster", LeaseEnd.ByServer, () => CreateRedis(RedisMode.Cluster)),
    ];

    private static StorePlace<TokenStoreSubject> CreateMemory()
    {
        var store = new MemoryTokenStore();
        return new(new(_ => store) { OperationCount = 10_000 });
    }

    // Each write waits for the disk, so only the sealed files get the larger number of operations.
    private static StorePlace<TokenStoreSubject> CreateFiles(StoreSeal? seal)
    {
        var directory = new TempDirectory();
        return seal is null
            ? new(new(_ => new FileTokenStore(directory.Path, Insecure.UnsealedTokens)), directory)
            : new(new(_ => new FileTokenStore(directory.Path, seal)) { OperationCount = 10_000 }, directory);
    }

    private static StorePlace<TokenStoreSubject> CreateDatabase(DatabaseKind kind)
    {
        var database = StoreDatabase.CreateWithTables(kind);
        return new(new(time => new EntityTokenStore(database.Open, SealKeys.CreateSeal(1), time)), database);
    }

    // Each store has a connection of its own, as on another machine.
    private static StorePlace<TokenStoreSubject> CreateRedis(RedisMode mode)
    {
        var prefix = $"test-{Guid.CreateVersion7()}";
        var opened = 0;
        return new(new(_ =>
        {
            var database = RedisPeer.GetDatabase(mode, machine: opened++ % 2);
            return new RedisTokenStore(database, SealKeys.CreateSeal(1), prefix);
        }) { OperationCount = 2_000 });
    }
}
