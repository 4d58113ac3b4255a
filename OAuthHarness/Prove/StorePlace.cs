using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OAuthClient;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Redis;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace OAuthHarness.Prove;

/// <summary>A place for the stores of all cases: a folder, a database, a server.</summary>
/// <param name="name">The kind of store.</param>
/// <param name="open">Opens the stores with a clock.</param>
internal sealed class StorePlace(string name, Func<TimeProvider, StorePair> open)
{
    public static readonly string[] Names = ["memory", "file", "sqlite", "postgres", "redis"];

    private static readonly StoreSeal Seal = new(RandomNumberGenerator.GetBytes(32));

    public string Name => name;

    public StorePair Open(TimeProvider time) => open(time);

    /// <summary>Makes a place ready.</summary>
    /// <param name="name">The kind of store.</param>
    /// <param name="folder">A folder for what is on this machine.</param>
    /// <param name="connect">How to connect to a server; null for a store of this machine.</param>
    public static async Task<StorePlace> PrepareAsync(string name, string folder, string? connect) => name switch
    {
        "memory" => new(name, time => new(new MemoryTokenStore(), new MemoryPendingDanceStore(time))),
        "file" => new(name, time => new(
            new FileTokenStore(Path.Combine(folder, "tokens"), Seal), new MemoryPendingDanceStore(time))),
        "sqlite" => await PrepareDatabaseAsync(name, options => options.UseSqlite(
            $"Data Source={Path.Combine(folder, "stores.db")};Default Timeout=60")),
        "postgres" => await PrepareDatabaseAsync(name, options => options.UseNpgsql(connect)),
        "redis" => await PrepareRedisAsync(name, connect!),
        _ => throw new ArgumentException($"There is no store '{name}'."),
    };

    private static async Task<StorePlace> PrepareDatabaseAsync(
        string name, Action<DbContextOptionsBuilder<OAuthDbContext>> configure)
    {
        var options = new DbContextOptionsBuilder<OAuthDbContext>();
        configure(options);
        await using var context = new OAuthDbContext(options.Options);
        await context.Database.EnsureCreatedAsync();
        OAuthDbContext Create() => new(options.Options);
        return new(name, time => new(
            new EntityTokenStore(Create, Seal, time), new EntityPendingDanceStore(Create, time)));
    }

    private static async Task<StorePlace> PrepareRedisAsync(string name, string connect)
    {
        var database = (await ConnectionMultiplexer.ConnectAsync(connect)).GetDatabase();
        var prefix = $"prove-{RandomNumberGenerator.GetHexString(8)}";
        return new(name, time => new(
            new RedisTokenStore(database, Seal, prefix), new RedisPendingDanceStore(database, prefix, time)));
    }
}
