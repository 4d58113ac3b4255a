using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Redis;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace OAuthHarness.Prove;

/// <summary>A place for the stores of all cases: a folder, a database, a server.</summary>
/// <param name="name">The kind of store.</param>
/// <param name="open">Opens the stores of a case with its clock.</param>
internal sealed class StorePlace(string name, Func<TimeProvider, StorePair> open)
{
    public static readonly string[] Names = ["memory", "file", "sqlite", "postgres", "redis"];

    private static readonly StoreSeal Seal = new(RandomNumberGenerator.GetBytes(32));

    public string Name => name;

    /// <summary>
    /// How many cases may run at once. Each has a clock of its own, and a database deletes what has expired by any.
    /// </summary>
    public int CasesAtOnce => name == "postgres" ? 1 : 8;

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
        "sqlite" => await PrepareSqliteAsync(name, folder),
        "postgres" => await PreparePostgresAsync(name, connect!),
        "redis" => await PrepareRedisAsync(name, connect!),
        _ => throw new ArgumentException($"There is no store '{name}'."),
    };

    // Each case has a copy of an empty database.
    private static async Task<StorePlace> PrepareSqliteAsync(string name, string folder)
    {
        var empty = Path.Combine(folder, "empty.db");
        var copies = 0;
        await CreateTablesAsync(Sqlite(empty));
        return new(name, time =>
        {
            var copy = Path.Combine(folder, $"{Interlocked.Increment(ref copies)}.db");
            File.Copy(empty, copy);
            return OpenDatabase(Sqlite(copy), time);
        });
    }

    private static async Task<StorePlace> PreparePostgresAsync(string name, string connect)
    {
        var options = new DbContextOptionsBuilder<OAuthDbContext>().UseNpgsql(connect).Options;
        await CreateTablesAsync(options);
        return new(name, time => OpenDatabase(options, time));
    }

    private static DbContextOptions<OAuthDbContext> Sqlite(string file) =>
        new DbContextOptionsBuilder<OAuthDbContext>()
            .UseSqlite($"Data Source={file};Default Timeout=60;Pooling=False").Options;

    private static async Task CreateTablesAsync(DbContextOptions<OAuthDbContext> options)
    {
        await using var context = new OAuthDbContext(options);
        await context.Database.EnsureCreatedAsync();
    }

    private static StorePair OpenDatabase(DbContextOptions<OAuthDbContext> options, TimeProvider time)
    {
        OAuthDbContext Create() => new(options);
        return new(new EntityTokenStore(Create, Seal, time), new EntityPendingDanceStore(Create, time));
    }

    private static async Task<StorePlace> PrepareRedisAsync(string name, string connect)
    {
        var database = (await ConnectionMultiplexer.ConnectAsync(connect)).GetDatabase();
        var prefix = $"prove-{RandomNumberGenerator.GetHexString(8)}";
        return new(name, time => new(
            new RedisTokenStore(database, Seal, prefix), new RedisPendingDanceStore(database, prefix, time)));
    }
}
