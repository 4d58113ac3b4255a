using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OAuthHarness.Profiles;
using OAuthHarness.Prove;
using OAuthHarness.Race;

namespace OAuthHarness.Databases;

/// <summary>
/// Adds the stores that need Entity Framework Core to those of profiles, of races and of proofs. A build to native code
/// leaves this folder out.
/// </summary>
internal static class DatabaseStores
{
    [ModuleInitializer]
    internal static void Add()
    {
        StoreKinds.Add("sqlite", (file, seal, cancellationToken) => EntityStore.OpenAsync(
            options => options.UseSqlite(SqliteConnectionOf(file)), seal, cancellationToken));
        StoreKinds.Add("postgresql", (connection, seal, cancellationToken) => EntityStore.OpenAsync(
            options => options.UseNpgsql(connection), seal, cancellationToken));
        RaceStores.Add("sqlite", RaceDatabases.OpenSqliteAsync);
        RaceStores.Add("postgres", RaceDatabases.OpenPostgresAsync);
        StorePlace.Add("sqlite", ProveDatabases.PrepareSqliteAsync);
        StorePlace.Add("postgres", ProveDatabases.PreparePostgresAsync);
    }

    private static string SqliteConnectionOf(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 60 }.ToString();
}
