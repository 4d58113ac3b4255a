using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OAuthClient.EntityFrameworkCore;

namespace OAuthClient.Tests.Storage;

/// <summary>
/// No call of a store reads a whole table, so the cost of a call does not grow with the number of rows. The tests ask
/// SQLite for the query plan of each SQL statement before the statement is executed.
/// </summary>
public class EntityQueryPlanTests
{
    private static readonly TokenKey Key = new("github", "client", "42", TokenKey.DefaultAccount);

    [Test]
    public async Task Every_statement_of_the_stores_uses_an_index()
    {
        using var database = StoreDatabase.CreateWithTables(DatabaseKind.Sqlite);
        var options = new DbContextOptionsBuilder<OAuthDbContext>(database.CreateOptions<OAuthDbContext>());
        var plans = new QueryPlanInterceptor();
        OAuthDbContext Open() => new(options.AddInterceptors(plans).Options);
        await UseTokensAsync(new EntityTokenStore(Open, Insecure.UnsealedTokens));
        await UseDancesAsync(Open);
        Assert.That(plans.Steps, Has.Count.GreaterThan(15));
        var scans = plans.Steps.Where(step => step.Contains("SCAN", StringComparison.Ordinal));
        Assert.That(
            scans.Where(step => !step.Contains("SCAN CONSTANT ROW", StringComparison.Ordinal)),
            Is.Empty);
    }

    private static async Task UseTokensAsync(EntityTokenStore store)
    {
        await store.PutAsync(Key, new() { AccessToken = "a" }, null);
        await store.PutAsync(Key, new() { AccessToken = "b" }, (await store.GetAsync(Key))?.Version);
        foreach (var _ in Enumerable.Range(0, 2))
            await (await store.LeaseAsync(Key, TimeSpan.FromMinutes(1))).DisposeAsync();
        await store.DeleteAsync(Key, 1);
        await store.DeleteAsync(Key);
    }

    private static async Task UseDancesAsync(Func<DbContext> contexts)
    {
        var store = new EntityPendingDanceStore(
            contexts, new FrozenTimeProvider(DateTimeOffset.UnixEpoch), capacityPerBrowser: 1);
        await store.SaveAsync(StoredDance.Create("older"));
        await store.SaveAsync(StoredDance.Create("state"));
        // With this many dances, the store checks its capacity.
        foreach (var number in Enumerable.Range(3, 51))
            await store.SaveAsync(StoredDance.Create($"{number}", "another"));
        await store.FindAsync("state");
        await store.TakeAsync("state", "callback");
        await store.FinishAsync("state", new(OAuthOutcomeKind.Stored, OAuthResponse.Redirect("/")));
        await store.WaitForOutcomeAsync("state");
    }

    private sealed class QueryPlanInterceptor : DbCommandInterceptor
    {
        public List<string> Steps { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            RecordQueryPlan(command);
            return new(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default)
        {
            RecordQueryPlan(command);
            return new(result);
        }

        private void RecordQueryPlan(DbCommand command)
        {
            using var explain = ((SqliteConnection)command.Connection!).CreateCommand();
            // EXPLAIN takes one SQL statement, and each command of EF Core consists of one statement.
            explain.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
            foreach (SqliteParameter parameter in command.Parameters)
                explain.Parameters.AddWithValue(parameter.ParameterName, parameter.Value);
            using var steps = explain.ExecuteReader();
            while (steps.Read())
                Steps.Add(steps.GetString(3) + " of " + command.CommandText);
        }
    }
}
