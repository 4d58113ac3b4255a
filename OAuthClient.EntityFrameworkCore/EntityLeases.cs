using Microsoft.EntityFrameworkCore;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>
/// Gives each key's lease to one holder at a time, among all machines that share the database. Thread-safe.
/// </summary>
internal sealed class EntityLeases(Database database, TimeProvider time)
{
    // A machine whose clock is ahead must not take a lease that its holder still relies on.
    private const long ClockMarginMilliseconds = 5_000;
    private const long SlowWriteMilliseconds = 1_000;

    public async ValueTask<IAsyncDisposable> AcquireAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var mine = LeaseRow.Create(key, RandomId.Next());
        var delay = new PollingDelay(time);
        try
        {
            while (!await TryAcquireAsync(key, mine, lifetime, cancellationToken).ConfigureAwait(false))
                await delay.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The database may have written the lease, or may write it yet: without a release, others would wait for
            // it.
            _ = ReleaseAsync(key, mine.Owner);
            throw;
        }
        return new Lease(this, key, mine.Owner);
    }

    /// <summary>Deletes the row of a lease without a holder.</summary>
    public async Task DeleteExpiredAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var row = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (row is not null && row.ExpiresAt <= Now() - ClockMarginMilliseconds)
            await DeleteAsync(key, row.Owner, row.ExpiresAt, cancellationToken).ConfigureAwait(false);
    }

    private static IQueryable<LeaseRow> Leases(DbContext context, TokenKey key) =>
        context.Set<LeaseRow>().WithKey(key);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<bool> TryAcquireAsync(
        TokenKey key, LeaseRow mine, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        // Read first: on SQLite a write stops all other writers, even a write that changes nothing.
        var current = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
        // The lease may be this caller's already: a database provider that retries may not have learned of its own
        // write.
        var isMineAlready = current?.Owner == mine.Owner;
        if (current is not null && !isMineAlready && current.ExpiresAt > Now() - ClockMarginMilliseconds)
            return false;
        var start = Now();
        mine.ExpiresAt = start + (long)lifetime.TotalMilliseconds;
        var isWritten = current is null
            ? await InsertAsync(key, mine, cancellationToken).ConfigureAwait(false)
            : await ReplaceAsync(key, current.Owner, current.ExpiresAt, mine, cancellationToken).ConfigureAwait(false);
        if (!isWritten)
            return false;
        return Now() - start < SlowWriteMilliseconds
            || await RenewAsync(key, mine, lifetime, cancellationToken).ConfigureAwait(false);
    }

    private Task<LeaseRow?> ReadAsync(TokenKey key, CancellationToken cancellationToken) =>
        database.RunAsync(context => context.FindRowAsync<LeaseRow>(key, cancellationToken));

    private Task<bool> InsertAsync(TokenKey key, LeaseRow mine, CancellationToken cancellationToken) =>
        database.InsertAsync(mine, context => Leases(context, key).AnyAsync(cancellationToken), cancellationToken);

    // The holder counts the lifetime from now, which may be long after the first of several attempts to write.
    private Task<bool> RenewAsync(TokenKey key, LeaseRow mine, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var previous = mine.ExpiresAt;
        mine.ExpiresAt = Now() + (long)lifetime.TotalMilliseconds;
        return ReplaceAsync(key, mine.Owner, previous, mine, cancellationToken);
    }

    private async Task<bool> ReplaceAsync(
        TokenKey key, long owner, long expiresAt, LeaseRow mine, CancellationToken cancellationToken)
    {
        var replaced = await database.RunAsync(context => Leases(context, key)
            .Where(row => row.Owner == owner && row.ExpiresAt == expiresAt)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(row => row.Owner, mine.Owner)
                    .SetProperty(row => row.ExpiresAt, mine.ExpiresAt),
                cancellationToken)).ConfigureAwait(false);
        return replaced > 0;
    }

    private async Task ReleaseAsync(TokenKey key, long owner)
    {
        try
        {
            await database.RunAsync(context => Leases(context, key)
                .Where(row => row.Owner == owner)
                .ExecuteUpdateAsync(update => update.SetProperty(row => row.ExpiresAt, LeaseRow.Released)))
                .ConfigureAwait(false);
            // A token that was deleted under the lease leaves the lease's row behind.
            if (await HasTokenAsync(key).ConfigureAwait(false))
                return;
            await DeleteAsync(key, owner, LeaseRow.Released, CancellationToken.None).ConfigureAwait(false);
        }
        // The lease expires by itself, and the work under it is done.
        catch (Exception) { }
    }

    private async Task<bool> HasTokenAsync(TokenKey key)
    {
        var row = await database.RunAsync(context => context.Set<TokenRow>().WithKey(key).AsNoTracking()
            .FirstOrDefaultAsync()).ConfigureAwait(false);
        return row is not null && row.HasKey(key);
    }

    private Task<int> DeleteAsync(
        TokenKey key, long owner, long expiresAt, CancellationToken cancellationToken) =>
        database.RunAsync(context => Leases(context, key)
            .Where(row => row.Owner == owner && row.ExpiresAt == expiresAt)
            .ExecuteDeleteAsync(cancellationToken));

    private sealed class Lease(EntityLeases leases, TokenKey key, long owner) : IAsyncDisposable
    {
        private int _isReleased;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
                await leases.ReleaseAsync(key, owner).ConfigureAwait(false);
        }
    }
}
