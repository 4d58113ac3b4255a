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

    /// <param name="name">Which.</param>
    /// <param name="place">A directory, or how to connect.</param>
    public static async Task<ITokenStore> OpenAsync(string name, string place) => name switch
    {
        "file" => new FileTokenStore(Path.Combine(place, "tokens"), Insecure.UnsealedTokens),
        "sqlite" => await OpenDatabaseAsync(new DbContextOptionsBuilder<OAuthDbContext>().UseSqlite($"Data Source={Path.Combine(place, "tokens.db")};Default Timeout=60")),
        "postgres" => await OpenDatabaseAsync(new DbContextOptionsBuilder<OAuthDbContext>().UseNpgsql(place)),
        "redis" => new RedisTokenStore((await ConnectionMultiplexer.ConnectAsync(place)).GetDatabase(), Insecure.UnsealedTokens),
        _ => throw new ArgumentException($"There is no store '{name}'."),
    };

    private static async Task<ITokenStore> OpenDatabaseAsync(DbContextOptionsBuilder<OAuthDbContext> options)
    {
        await using var context = new OAuthDbContext(options.Options);
        await context.Database.EnsureCreatedAsync();
        return new EntityTokenStore(() => new OAuthDbContext(options.Options), Insecure.UnsealedTokens);
    }
}
