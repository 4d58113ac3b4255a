using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;
using OAuthHarness.Prove;

namespace OAuthHarness.Databases;

/// <summary>The databases of the cases of a proof.</summary>
internal static class ProveDatabases
{
    /// <summary>Each case has a copy of an empty database.</summary>
    public static async Task<Func<TimeProvider, StorePair>> PrepareSqliteAsync(string folder, string? connect)
    {
        var empty = Path.Combine(folder, "empty.db");
        var copies = 0;
        await CreateTablesAsync(Sqlite(empty));
        return time =>
        {
            var copy = Path.Combine(folder, $"{Interlocked.Increment(ref copies)}.db");
            File.Copy(empty, copy);
            return Open(Sqlite(copy), time);
        };
    }

    public static async Task<Func<TimeProvider, StorePair>> PreparePostgresAsync(string folder, string? connect)
    {
        var options = new DbContextOptionsBuilder<OAuthDbContext>().UseNpgsql(connect).Options;
        await CreateTablesAsync(options);
        return time => Open(options, time);
    }

    private static DbContextOptions<OAuthDbContext> Sqlite(string file) =>
        new DbContextOptionsBuilder<OAuthDbContext>()
            .UseSqlite($"Data Source={file};Default Timeout=60;Pooling=False").Options;

    private static async Task CreateTablesAsync(DbContextOptions<OAuthDbContext> options)
    {
        await using var context = new OAuthDbContext(options);
        await context.Database.EnsureCreatedAsync();
    }

    private static StorePair Open(DbContextOptions<OAuthDbContext> options, TimeProvider time)
    {
        OAuthDbContext Create() => new(options);
        return new(
            new EntityTokenStore(Create, StorePlace.Seal, time), new EntityPendingDanceStore(Create, time));
    }
}
