using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OAuthHarness.Profiles;

namespace OAuthHarness.Databases;

/// <summary>Adds the kinds of stores that need a database package to those that a profile may name.</summary>
internal static class DatabaseStores
{
    [ModuleInitializer]
    internal static void Add()
    {
        StoreKinds.Add("redis", RedisStore.OpenAsync);
        StoreKinds.Add("sqlite", (file, seal, cancellationToken) => EntityStore.OpenAsync(
            options => options.UseSqlite(SqliteConnectionOf(file)), seal, cancellationToken));
        StoreKinds.Add("postgresql", (connection, seal, cancellationToken) => EntityStore.OpenAsync(
            options => options.UseNpgsql(connection), seal, cancellationToken));
    }

    private static string SqliteConnectionOf(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 60 }.ToString();
}
