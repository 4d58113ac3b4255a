using Microsoft.EntityFrameworkCore;
using OAuthClient;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Redis;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace OAuthHarness.Race;

/// <summary>The store that all processes of a race share.</summary>
internal static class RaceStores
{
    public static readonly string[] Names = ["file", "sqlite", "postgres", "redis"];

    /// <param name="name">The kind of store.</param>
    /// <param name="place">A directory, or a connection string.</param>
    public static async Task<ITokenStore> OpenAsync(string name, string place) => name switch
    {
        "file" => new FileTokenStore(Path.Combine(place, "tokens"), Insecure.UnsealedTokens),
        "sqlite" => await OpenDatabaseAsync(options => options.UseSqlite(SqliteConnection(place))),
        "postgres" => await OpenDatabaseAsync(options => options.UseNpgsql(place)),
        "redis" => await OpenRedisAsync(place),
        _ => throw new ArgumentException($"There is no store '{name}'."),
    };

    private static string SqliteConnection(string folder) =>
        $"Data Source={Path.Combine(folder, "tokens.db")};Default Timeout=60";

    private static async Task<ITokenStore> OpenRedisAsync(string connection)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(connection);
        return new RedisTokenStore(redis.GetDatabase(), Insecure.UnsealedTokens);
    }

    private static async Task<ITokenStore> OpenDatabaseAsync(Action<DbContextOptionsBuilder<OAuthDbContext>> configure)
    {
        var options = new DbContextOptionsBuilder<OAuthDbContext>();
        configure(options);
        await using var context = new OAuthDbContext(options.Options);
        await context.Database.EnsureCreatedAsync();
        return new EntityTokenStore(() => new OAuthDbContext(options.Options), Insecure.UnsealedTokens);
    }
}
