using OAuthClient.EntityFrameworkCore;
using OAuthClient.Redis;
using OAuthClient.Storage;
using OAuthClient.Testing.Contracts;
using OAuthClient.Tests.Peers;
using OAuthClient.Tests.Storage;

namespace OAuthClient.Tests.Contracts;

/// <summary>The registration stores of this repository.</summary>
internal static class RegistrationStores
{
    public static CheckedStore<RegistrationStoreSubject>[] All =>
    [
        new("memory", LeaseEnd.WithProcess, CreateMemory),
        new("sealed files", LeaseEnd.WithProcess, () => CreateFiles(SealKeys.CreateSeal(1))),
        new("unsealed files", LeaseEnd.WithProcess, () => CreateFiles(null)),
        new("SQLite", LeaseEnd.ByClock, () => CreateDatabase(DatabaseKind.Sqlite)),
        new("PostgreSQL", LeaseEnd.ByClock, () => CreateDatabase(DatabaseKind.Postgres)),
        new("Redis", LeaseEnd.ByServer, () => CreateRedis(RedisMode.Standalone)),
        new("Redis cluster", LeaseEnd.ByServer, () => CreateRedis(RedisMode.Cluster)),
    ];

    private static StorePlace<RegistrationStoreSubject> CreateMemory()
    {
        var store = new MemoryRegistrationStore();
        return new(new(_ => store));
    }

    private static StorePlace<RegistrationStoreSubject> CreateFiles(StoreSeal? seal)
    {
        var directory = new TempDirectory();
        return seal is null
            ? new(new(_ => new FileRegistrationStore(directory.Path, Insecure.UnsealedTokens)), directory)
            : new(new(_ => new FileRegistrationStore(directory.Path, seal)), directory);
    }

    private static StorePlace<RegistrationStoreSubject> CreateDatabase(DatabaseKind kind)
    {
        var database = StoreDatabase.CreateWithTables(kind);
        return new(
            new(time => new EntityRegistrationStore(database.Open, SealKeys.CreateSeal(1), time)), database);
    }

    // Each store has a connection of its own, as on another machine.
    private static StorePlace<RegistrationStoreSubject> CreateRedis(RedisMode mode)
    {
        var prefix = $"test-{Guid.CreateVersion7()}";
        var opened = 0;
        RedisRegistrationStore Open()
        {
            var database = RedisPeer.GetDatabase(mode, machine: opened++ % 2);
            return new(database, SealKeys.CreateSeal(1), prefix);
        }
        return new(new(_ => Open()));
    }
}
