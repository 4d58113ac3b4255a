using System.Data.Common;
using System.Transactions;
using Flurl.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Testing;
using OAuthClient.Tests.Contracts;

namespace OAuthClient.Tests.Storage;

/// <summary>Answers of the database that get lost, deadlocks, and hosts that roll back: the stores in a database say what is so.</summary>
public class EntityFaultTests
{
    private static readonly TokenKey Key = new("pretend", PretendProvider.ClientId, "42", TokenKey.DefaultAccount);

    private static StandingTime Standing => new(DateTimeOffset.UnixEpoch);

    private static Exception Lost() => new NpgsqlException("the connection was lost", new IOException());

    [Test]
    public async Task A_host_that_rolls_back_does_not_bring_a_spent_refresh_token_back([Values] DatabaseKind kind)
    {
        using var database = StoreDatabase.WithTables(kind);
        var store = new EntityTokenStore(database.Open, Insecure.UnsealedTokens);
        var stage = new Stage(options: options => options with { Tokens = store });
        await stage.LoginAsync("42");
        stage.Time.Advance(TimeSpan.FromHours(2));
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            await stage.Dance.Session("42").Request("me").GetStringAsync();
        Assert.That(await stage.Dance.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_dance_that_was_taken_though_the_answer_was_lost_is_its_takers()
    {
        var (database, fault) = await WithAsync(new Fault("UPDATE oauth_pending_dances", Lost));
        using var _ = database;
        var store = new EntityPendingDanceStore(() => fault.Open(database), Standing);
        await store.SaveAsync(PendingDanceStoreContract.Dance("state"));
        Assert.That((await store.TakeAsync("state", "callback"), await store.TakeAsync("state", "callback"), fault.Left), Is.EqualTo((true, false, 0)));
    }

    [Test]
    public async Task A_dance_that_was_saved_though_the_answer_was_lost_is_saved()
    {
        var (database, fault) = await WithAsync(new Fault("INSERT INTO oauth_pending_dances", Lost));
        using var _ = database;
        var store = new EntityPendingDanceStore(() => fault.Open(database), Standing);
        await store.SaveAsync(PendingDanceStoreContract.Dance("state"));
        Assert.That((await store.FindAsync("state"), fault.Left), Is.EqualTo((PendingDanceStoreContract.Dance("state"), 0)));
    }

    [Test]
    public async Task A_deadlock_while_others_are_tidied_away_does_not_fail_a_save_that_is_done()
    {
        var (database, fault) = await WithAsync(new Fault("DELETE FROM oauth_pending_dances", () => new PostgresException("deadlock detected", "ERROR", "ERROR", "40P01"), isBefore: true), retries: false);
        using var _ = database;
        var store = new EntityPendingDanceStore(() => fault.Open(database), Standing, perBrowser: 1);
        await store.SaveAsync(PendingDanceStoreContract.Dance("older"));
        await store.SaveAsync(PendingDanceStoreContract.Dance("state"));
        Assert.That((await store.FindAsync("state") is not null, fault.Left), Is.EqualTo((true, 0)));
    }

    [Test]
    public async Task A_lease_that_was_given_up_as_it_was_written_is_given_back()
    {
        var (database, fault) = await WithAsync(new Fault("INSERT INTO oauth_leases", () => new OperationCanceledException()), retries: false);
        using var _ = database;
        var store = new EntityTokenStore(() => fault.Open(database), Insecure.UnsealedTokens);
        Assert.That(async () => await store.LeaseAsync(Key, TimeSpan.FromMinutes(5)), Throws.InstanceOf<OperationCanceledException>());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var next = await store.LeaseAsync(Key, TimeSpan.FromMinutes(5), patience.Token);
    }

    [Test]
    public async Task A_lease_lasts_from_when_its_holder_hears_of_it([Values] bool isBefore)
    {
        var time = Standing;
        Exception LostAtLength()
        {
            time.Now += TimeSpan.FromSeconds(50);
            return Lost();
        }
        var (database, fault) = await WithAsync(new Fault("INSERT INTO oauth_leases", LostAtLength, isBefore));
        using var _ = database;
        await using var lease = await new EntityTokenStore(() => fault.Open(database), Insecure.UnsealedTokens, time).LeaseAsync(Key, TimeSpan.FromMinutes(1));
        await using var context = database.Open();
        var row = await context.Set<LeaseRow>().SingleAsync();
        Assert.That((row.Until, fault.Left), Is.EqualTo((time.Now.AddMinutes(1).ToUnixTimeMilliseconds(), 0)));
    }

    [Test]
    public async Task Nothing_is_left_of_a_user_whose_token_was_deleted_under_a_lease([Values] DatabaseKind kind)
    {
        using var database = StoreDatabase.WithTables(kind);
        var store = new EntityTokenStore(database.Open, Insecure.UnsealedTokens);
        await store.PutAsync(Key, new() { AccessToken = "a" }, null);
        await using (await store.LeaseAsync(Key, TimeSpan.FromMinutes(1)))
            await store.DeleteAsync(Key);
        await using var context = database.Open();
        Assert.That((await context.Set<TokenRow>().CountAsync(), await context.Set<LeaseRow>().CountAsync()), Is.EqualTo((0, 0)));
    }

    [TestCase(0)]
    [TestCase(0xd800)]
    public async Task A_key_that_is_no_text_is_refused_in_words(int letter)
    {
        using var database = StoreDatabase.WithTables(DatabaseKind.Sqlite);
        var (store, key) = (new EntityTokenStore(database.Open, Insecure.UnsealedTokens), Key with { User = $"4{(char)letter}2" });
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

    private static async Task<(StoreDatabase Database, Fault Fault)> WithAsync(Fault fault, bool retries = true)
    {
        var database = await StoreDatabase.MakeAsync(DatabaseKind.Postgres);
        fault.Retries = retries;
        await using var context = database.Open();
        await context.Database.EnsureCreatedAsync();
        return (database, fault);
    }

    /// <summary>Fails once, before a statement is sent or after it was done.</summary>
    private sealed class Fault(string statement, Func<Exception> exception, bool isBefore = false) : DbCommandInterceptor
    {
        public int Left { get; private set; } = 1;

        public bool Retries { get; set; }

        public OAuthDbContext Open(StoreDatabase database)
        {
            using var plain = database.Open();
            var options = new DbContextOptionsBuilder<OAuthDbContext>().UseNpgsql(plain.Database.GetConnectionString(), npgsql =>
            {
                if (Retries)
                    npgsql.EnableRetryOnFailure();
            });
            return new(options.AddInterceptors(this).Options);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (isBefore)
                FailAt(command);
            return new(result);
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (isBefore)
                FailAt(command);
            return new(result);
        }

        public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (!isBefore)
                FailAt(command);
            return new(result);
        }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (!isBefore && Concerns(command))
            {
                // Done, and nobody hears of it.
                while (await result.ReadAsync(cancellationToken)) { }
                await result.DisposeAsync();
                FailAt(command);
            }
            return result;
        }

        private bool Concerns(DbCommand command) => Left > 0 && command.CommandText.StartsWith(statement, StringComparison.Ordinal);

        private void FailAt(DbCommand command)
        {
            if (!Concerns(command))
                return;
            Left--;
            throw exception();
        }
    }
}
