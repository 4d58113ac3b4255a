using System.Security.Cryptography;
using OAuthClient.Redis;
using OAuthClient.Storage;
using StackExchange.Redis;
using Open = System.Func<System.TimeProvider, OAuthHarness.Prove.StorePair>;

namespace OAuthHarness.Prove;

/// <summary>Makes a place ready.</summary>
/// <param name="folder">A folder for what is on this machine.</param>
/// <param name="connect">How to connect to a server; null for a store of this machine.</param>
/// <returns>A function that opens the stores of a case with its clock.</returns>
internal delegate Task<Open> PreparePlace(string folder, string? connect);

/// <summary>
/// A place for the stores of all cases: a folder, a database, a server. A build without databases has fewer of them.
/// </summary>
/// <param name="name">The kind of store.</param>
/// <param name="open">Opens the stores of a case with its clock.</param>
internal sealed class StorePlace(string name, Open open)
{
    public static readonly StoreSeal Seal = new(RandomNumberGenerator.GetBytes(32));

    private static readonly Dictionary<string, PreparePlace> Places = new()
    {
        ["memory"] = (_, _) => Task.FromResult<Open>(
            time => new(new MemoryTokenStore(), new MemoryPendingDanceStore(time))),
        ["file"] = (folder, _) => Task.FromResult<Open>(time => new(
            new FileTokenStore(Path.Combine(folder, "tokens"), Seal), new MemoryPendingDanceStore(time))),
        ["redis"] = PrepareRedisAsync,
    };

    public static string[] Names => [.. Places.Keys];

    public string Name => name;

    /// <summary>
    /// How many cases may run at once. Each has a clock of its own, and a database deletes what has expired by any.
    /// </summary>
    public int CasesAtOnce => name == "postgres" ? 1 : 8;

    public static void Add(string name, PreparePlace prepare) => Places[name] = prepare;

    public StorePair Open(TimeProvider time) => open(time);

    public static async Task<StorePlace> PrepareAsync(string name, string folder, string? connect) =>
        Places.TryGetValue(name, out var prepare)
            ? new(name, await prepare(folder, connect))
            : throw new ArgumentException($"There is no store '{name}'.");

    private static async Task<Open> PrepareRedisAsync(string folder, string? connect)
    {
        var database = (await ConnectionMultiplexer.ConnectAsync(connect!)).GetDatabase();
        var prefix = $"prove-{RandomNumberGenerator.GetHexString(8)}";
        return time => new(
            new RedisTokenStore(database, Seal, prefix), new RedisPendingDanceStore(database, prefix, time));
    }
}
