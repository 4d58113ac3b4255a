using Microsoft.EntityFrameworkCore;
using OAuthClient;
using OAuthClient.EntityFrameworkCore;

namespace OAuthHarness.Databases;

/// <summary>The databases that the processes of a race share.</summary>
internal static class RaceDatabases
{
    /// <param name="folder">The folder of the database's file.</param>
    public static Task<ITokenStore> OpenSqliteAsync(string folder) => OpenAsync(options =>
        options.UseSqlite($"Data Source={Path.Combine(folder, "tokens.db")};Default Timeout=60"));

    public static Task<ITokenStore> OpenPostgresAsync(string connection) =>
        OpenAsync(options => options.UseNpgsql(connection));

    private static async Task<ITokenStore> OpenAsync(Action<DbContextOptionsBuilder<OAuthDbContext>> configure)
    {
        var options = new DbContextOptionsBuilder<OAuthDbContext>();
        configure(options);
        await using var context = new OAuthDbContext(options.Options);
        await context.Database.EnsureCreatedAsync();
        return new EntityTokenStore(() => new OAuthDbContext(options.Options), Insecure.UnsealedTokens);
    }
}
