using OAuthClient;
using OAuthClient.Redis;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace OAuthHarness.Race;

/// <summary>The store that all processes of a race share. A build without databases has fewer of them.</summary>
internal static class RaceStores
{
    private static readonly Dictionary<string, Func<string, Task<ITokenStore>>> Openers = new()
    {
        ["file"] = folder => Task.FromResult<ITokenStore>(
            new FileTokenStore(Path.Combine(folder, "tokens"), Insecure.UnsealedTokens)),
        ["redis"] = OpenRedisAsync,
    };

    public static string[] Names => [.. Openers.Keys];

    public static void Add(string name, Func<string, Task<ITokenStore>> open) => Openers[name] = open;

    /// <param name="name">The kind of store.</param>
    /// <param name="place">A directory, or a connection string.</param>
    public static Task<ITokenStore> OpenAsync(string name, string place) =>
        Openers.TryGetValue(name, out var open)
            ? open(place)
            : throw new ArgumentException($"There is no store '{name}'.");

    private static async Task<ITokenStore> OpenRedisAsync(string connection)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(connection);
        return new RedisTokenStore(redis.GetDatabase(), Insecure.UnsealedTokens);
    }
}
