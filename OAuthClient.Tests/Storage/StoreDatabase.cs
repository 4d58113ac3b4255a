using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Storage;

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// A database that only one test uses: a SQLite file, or a database on the PostgreSQL server that all tests share.
/// </summary>
internal sealed class StoreDatabase(Action<DbContextOptionsBuilder> use, Action close) : IDisposable
{
    /// <summary>Creates a database without tables.</summary>
    public static async Task<StoreDatabase> CreateAsync(DatabaseKind kind) =>
        kind == DatabaseKind.Sqlite ? CreateSqlite() : CreatePostgres(await PostgresPeer.GetAsync());

    public static StoreDatabase CreatePostgres(PostgresPeer server)
    {
        var connection = server.CreateConnectionString($"oauth_{Guid.CreateVersion7():n}");
        return new(options => options.UseNpgsql(connection), () =>
        {
            using var pooled = new NpgsqlConnection(connection);
            NpgsqlConnection.ClearPool(pooled);
        });
    }

    /// <summary>Creates a database with tables. Blocks the thread: a fixture creates its store synchronously.</summary>
    public static StoreDatabase CreateWithTables(DatabaseKind kind)
    {
        var database = CreateAsync(kind).GetAwaiter().GetResult();
        using var context = database.Open();
        context.Database.EnsureCreated();
        return database;
    }

    public OAuthDbContext Open() => new(CreateOptions<OAuthDbContext>());

    public DbContextOptions<T> CreateOptions<T>() where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        use(options);
        return options.Options;
    }

    public void Dispose() => close();

    private static StoreDatabase CreateSqlite()
    {
        var folder = Directory.CreateTempSubdirectory();
        var connection = $"Data Source={Path.Combine(folder.FullName, "oauth.db")}";
        return new(options => options.UseSqlite(connection), () =>
        {
            using var pooled = new SqliteConnection(connection);
            SqliteConnection.ClearPool(pooled);
            folder.Delete(recursive: true);
        });
    }
}
