using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;

namespace OAuthClient.Tests.Storage;

/// <summary>
/// A database whose columns do not tell upper case from lower case, and in PostgreSQL not an accented letter from a
/// plain one.
/// </summary>
internal sealed class BlindDatabase(StoreDatabase database) : IDisposable
{
    private const string Collation = "blind";

    public static BlindDatabase CreateWithTables(DatabaseKind kind)
    {
        var database = new BlindDatabase(StoreDatabase.CreateAsync(kind).GetAwaiter().GetResult());
        using var context = database.Open();
        context.Database.EnsureCreated();
        return database;
    }

    public DbContext Open() => new BlindContext(database.CreateOptions<BlindContext>());

    public void Dispose() => database.Dispose();

    private sealed class BlindContext(DbContextOptions<BlindContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.UseOAuthStores();
            var isPostgres = Database.IsNpgsql();
            if (isPostgres)
                modelBuilder.HasCollation(Collation, "und-u-ks-level1", "icu", deterministic: false);
            var texts =
                from table in modelBuilder.Model.GetEntityTypes()
                from property in table.GetProperties()
                where property.ClrType == typeof(string)
                select property;
            foreach (var text in texts)
                text.SetCollation(isPostgres ? Collation : "NOCASE");
        }
    }
}
