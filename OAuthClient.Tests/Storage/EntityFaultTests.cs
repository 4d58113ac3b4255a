using System.Data.Common;
using System.Transactions;
using Flurl.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Storage;

/// <summary>
/// The stores in a database stay correct when the database's replies are lost, deadlocks occur, or the application
/// rolls back its transaction.
/// </summary>
public class EntityFaultTests
{
    private static readonly TokenKey Key = new(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", TokenKey.DefaultAccount);

    private static FrozenTimeProvider FrozenTime => new(DateTimeOffset.UnixEpoch);

    private static Exception ConnectionLost() => new NpgsqlException("the connection was lost", new IOException());

    private static Exception Deadlock() => new PostgresException("deadlock detected", "ERROR", "ERROR", "40P01");

    [Test]
    public async Task A_transaction_rolled_back_by_the_host_does_not_restore_a_spent_refresh_token(
        [Values] DatabaseKind kind)
    {
        using var database = StoreDatabase.CreateWithTables(kind);
        var store = new EntityTokenStore(database.Open, Insecure.UnsealedTokens);
        var setup = new DanceSetup(options: options => options with { Tokens = store });
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromHours(2));
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            await setup.Dance.Session("42").Request("me").GetStringAsync();
        Assert.That(await setup.Dance.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_take_whose_database_reply_was_lost_still_succeeds_once()
    {
        var (database, fault) = await CreateDatabaseAsync(
            new FaultInterceptor("UPDATE oauth_pending_dances", ConnectionLost));
        using var _ = database;
        var store = new EntityPendingDanceStore(() => fault.Open(database), FrozenTime);
        await store.SaveAsync(StoredDance.Create("state"));
        Assert.That(
            (await store.TakeAsync("state", "callback"), await store.TakeAsync("state", "callback"), fault.RemainingFaults),
            Is.EqualTo((true, false, 0)));
    }

    [Test]
    public async Task A_save_whose_database_reply_was_lost_still_succeeds()
    {
        var (database, fault) = await CreateDatabaseAsync(
            new FaultInterceptor("INSERT INTO oauth_pending_dances", ConnectionLost));
        using var _ = database;
        var store = new EntityPendingDanceStore(() => fault.Open(database), FrozenTime);
        await store.SaveAsync(StoredDance.Create("state"));
        Assert.That(
            (await store.FindAsync("state"), fault.RemainingFaults),
            Is.EqualTo((StoredDance.Create("state"), 0)));
    }

    [Test]
    public async Task A_deadlock_while_old_dances_are_deleted_does_not_fail_a_finished_save()
    {
        var (database, fault) = await CreateDatabaseAsync(
            new FaultInterceptor("DELETE FROM oauth_pending_dances", Deadlock, isBefore: true), retries: false);
        using var _ = database;
        var store = new EntityPendingDanceStore(() => fault.Open(database), FrozenTime, capacityPerBrowser: 1);
        await store.SaveAsync(StoredDance.Create("older"));
        await store.SaveAsync(StoredDance.Create("state"));
        Assert.That((await store.FindAsync("state") is not null, fault.RemainingFaults), Is.EqualTo((true, 0)));
    }

    [Test]
    public async Task A_lease_cancelled_while_it_was_written_is_released()
    {
        var (database, fault) = await CreateDatabaseAsync(
            new FaultInterceptor("INSERT INTO oauth_leases", () => new OperationCanceledException()), retries: false);
        using var _ = database;
        var store = new EntityTokenStore(() => fault.Open(database), Insecure.UnsealedTokens);
        Assert.That(
            async () => await store.LeaseAsync(Key, TimeSpan.FromMinutes(5)),
            Throws.InstanceOf<OperationCanceledException>());
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var next = await store.LeaseAsync(Key, TimeSpan.FromMinutes(5), timeout.Token);
    }

    [Test]
    public async Task The_lifetime_of_a_lease_starts_when_its_holder_gets_the_lease([Values] bool isBefore)
    {
        var time = FrozenTime;
        Exception LoseConnectionSlowly()
        {
            time.Now += TimeSpan.FromSeconds(50);
            return ConnectionLost();
        }
        var (database, fault) = await CreateDatabaseAsync(
            new FaultInterceptor("INSERT INTO oauth_leases", LoseConnectionSlowly, isBefore));
        using var _ = database;
        await using var lease = await new EntityTokenStore(() => fault.Open(database), Insecure.UnsealedTokens, time)
            .LeaseAsync(Key, TimeSpan.FromMinutes(1));
        await using var context = database.Open();
        var row = await context.Set<LeaseRow>().SingleAsync();
        Assert.That(
            (row.ExpiresAt, fault.RemainingFaults),
            Is.EqualTo((time.Now.AddMinutes(1).ToUnixTimeMilliseconds(), 0)));
    }

    [Test]
    public async Task Deleting_a_token_under_a_lease_leaves_no_row([Values] DatabaseKind kind)
    {
        using var database = StoreDatabase.CreateWithTables(kind);
        var store = new EntityTokenStore(database.Open, Insecure.UnsealedTokens);
        await store.PutAsync(Key, new() { AccessToken = "a" }, null);
        await using (await store.LeaseAsync(Key, TimeSpan.FromMinutes(1)))
            await store.DeleteAsync(Key);
        await using var context = database.Open();
        Assert.That(
            (await context.Set<TokenRow>().CountAsync(), await context.Set<LeaseRow>().CountAsync()),
            Is.EqualTo((0, 0)));
    }

    [TestCase(0)]
    [TestCase(0xd800)]
    public async Task A_key_with_invalid_characters_is_refused_with_an_explanation(int letter)
    {
        using var database = StoreDatabase.CreateWithTables(DatabaseKind.Sqlite);
        var store = new EntityTokenStore(database.Open, Insecure.UnsealedTokens);
        var key = Key with { User = $"4{(char)letter}2" };
        Func<Task>[] calls =
        [
            async () => await store.GetAsync(key),
            async () => await store.PutAsync(key, new() { AccessToken = "a" }, null),
            async () => await store.PutAsync(key, new() { AccessToken = "a" }, 1),
            async () => await store.DeleteAsync(key),
            async () => await store.LeaseAsync(key, TimeSpan.FromMinutes(1)),
        ];
        foreach (var call in calls)
            Assert.That(call, Throws.ArgumentException.With.Message.Contains("surrogate"));
    }

    private static async Task<(StoreDatabase Database, FaultInterceptor Fault)> CreateDatabaseAsync(
        FaultInterceptor fault, bool retries = true)
    {
        var database = await StoreDatabase.CreateAsync(DatabaseKind.Postgres);
        fault.IsRetryEnabled = retries;
        await using var context = database.Open();
        await context.Database.EnsureCreatedAsync();
        return (database, fault);
    }

    /// <summary>Throws once for an SQL statement, before the statement is sent or after it was executed.</summary>
    private sealed class FaultInterceptor(
        string statement, Func<Exception> exception, bool isBefore = false) : DbCommandInterceptor
    {
        public int RemainingFaults { get; private set; } = 1;

        public bool IsRetryEnabled { get; set; }

        public OAuthDbContext Open(StoreDatabase database)
        {
            using var plain = database.Open();
            var connection = plain.Database.GetConnectionString();
            var options = new DbContextOptionsBuilder<OAuthDbContext>().UseNpgsql(connection, npgsql =>
            {
                if (IsRetryEnabled)
                    npgsql.EnableRetryOnFailure();
            });
            return new(options.AddInterceptors(this).Options);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default)
        {
            if (isBefore)
                ThrowIfMatching(command);
            return new(result);
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            if (isBefore)
                ThrowIfMatching(command);
            return new(result);
        }

        public override ValueTask<int> NonQueryExecutedAsync(
            DbCommand command,
            CommandExecutedEventData eventData,
            int result,
            CancellationToken cancellationToken = default)
        {
            if (!isBefore)
                ThrowIfMatching(command);
            return new(result);
        }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command,
            CommandExecutedEventData eventData,
            DbDataReader result,
            CancellationToken cancellationToken = default)
        {
            if (!isBefore && Matches(command))
            {
                // The SQL statement was executed, but the database's reply is lost.
                while (await result.ReadAsync(cancellationToken)) { }
                await result.DisposeAsync();
                ThrowIfMatching(command);
            }
            return result;
        }

        private bool Matches(DbCommand command) =>
            RemainingFaults > 0 && command.CommandText.StartsWith(statement, StringComparison.Ordinal);

        private void ThrowIfMatching(DbCommand command)
        {
            if (!Matches(command))
                return;
            RemainingFaults--;
            throw exception();
        }
    }
}
