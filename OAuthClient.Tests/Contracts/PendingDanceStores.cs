using OAuthClient.EntityFrameworkCore;
using OAuthClient.Redis;
using OAuthClient.Storage;
using OAuthClient.Testing.Contracts;
using OAuthClient.Tests.Peers;
using OAuthClient.Tests.Storage;

namespace OAuthClient.Tests.Contracts;

/// <summary>The stores of pending dances of this repository.</summary>
internal static class PendingDanceStores
{
    public static CheckedStore<PendingDanceStoreSubject>[] All =>
    [
        new("memory", LeaseEnd.WithProcess, CreateMemory),
        new("SQLite", LeaseEnd.ByClock, () => CreateDatabase(DatabaseKind.Sqlite)),
        new("PostgreSQL", LeaseEnd.ByClock, () => CreateDatabase(DatabaseKind.Postgres)),
        new("case-blind SQLite", LeaseEnd.ByClock, () => CreateBlindDatabase(DatabaseKind.Sqlite)),
        new("case-blind PostgreSQL", LeaseEnd.ByClock, () => CreateBlindDatabase(DatabaseKind.Postgres)),
        new("Redis", LeaseEnd.ByServer, () => CreateRedis(RedisMode.Standalone)),
        new("Redis cluster", LeaseEnd.ByServer, () => CreateRedis(RedisMode.Cluster)),
    ];

    private static StorePlace<PendingDanceStoreSubject> CreateMemory()
    {
        MemoryPendingDanceStore? store = null;
        return new(new(time => store ??= new(time)));
    }

    private static StorePlace<PendingDanceStoreSubject> CreateDatabase(DatabaseKind kind)
    {
        var database = StoreDatabase.CreateWithTables(kind);
        return new(new(time => new EntityPendingDanceStore(database.Open, time)), database);
    }

    private static StorePlace<PendingDanceStoreSubject> CreateBlindDatabase(DatabaseKind kind)
    {
        var database = BlindDatabase.CreateWithTables(kind);
        return new(new(time => new EntityPendingDanceStore(database.Open, time)), database);
    }

    // Each store has a connection of its own, as on another machine.
    private static StorePlace<PendingDanceStoreSubject> CreateRedis(RedisMode mode)
    {
        var prefix = $"test-{Guid.CreateVersion7()}";
        var opened = 0;
        return new(new(time =>
            new RedisPendingDanceStore(RedisPeer.GetDatabase(mode, machine: opened++ % 2), prefix, time)));
    }
}
