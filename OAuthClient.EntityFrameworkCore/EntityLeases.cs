using Microsoft.EntityFrameworkCore;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>One holder a key at a time, among all who share the database. Thread-safe.</summary>
internal sealed class EntityLeases(Database database, TimeProvider time)
{
    // Whose clock is ahead must not take a lease that its holder still relies on.
    private const long ClockMarginMilliseconds = 5_000;
    private const long SlowWriteMilliseconds = 1_000;

    public async ValueTask<IAsyncDisposable> AcquireAsync(TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var mine = LeaseRow.Create(key, RandomId.Next());
        var pause = new PollingDelay(time);
        try
        {
            while (!await TryAcquireAsync(key, mine, lifetime, cancellationToken).ConfigureAwait(false))
                await pause.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The database may have written it, or be about to: nobody is to wait for a holder who has left.
            _ = ReleaseAsync(key, mine.Owner);
            throw;
        }
        return new Lease(this, key, mine.Owner);
    }

    /// <summary>Removes the row of a lease that nobody holds.</summary>
    public Task<int> DeleteExpiredAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var expired = Now() - ClockMarginMilliseconds;
        return database.RunAsync(context => context.Set<LeaseRow>().WithKey(key).Where(row => row.ExpiresAt <= expired).ExecuteDeleteAsync(cancellationToken));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<bool> TryAcquireAsync(TokenKey key, LeaseRow mine, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        // A look costs nobody anything; a write, even one that changes nothing, would stop all others on SQLite.
        var there = await database.RunAsync(context => context.Set<LeaseRow>().AsNoTracking().WithKey(key).FirstOrDefaultAsync(cancellationToken)).ConfigureAwait(false);
        // It is mine already where a provider that tries again by itself did not hear so.
        if (there is not null && there.Owner != mine.Owner && there.ExpiresAt > Now() - ClockMarginMilliseconds)
            return false;
        var asked = Now();
        mine.ExpiresAt = asked + (long)lifetime.TotalMilliseconds;
        var isMine = there is null
            ? await database.InsertAsync(mine, context => context.Set<LeaseRow>().WithKey(key).AnyAsync(cancellationToken), cancellationToken).ConfigureAwait(false)
            : await ReplaceAsync(key, there.Owner, there.ExpiresAt, mine, cancellationToken).ConfigureAwait(false) > 0;
        return isMine && (Now() - asked < SlowWriteMilliseconds || await RenewAsync(key, mine, lifetime, cancellationToken).ConfigureAwait(false));
    }

    // Its holder counts from when it hears of it, which may be long after the first of several attempts.
    private async Task<bool> RenewAsync(TokenKey key, LeaseRow mine, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var until = mine.ExpiresAt;
        mine.ExpiresAt = Now() + (long)lifetime.TotalMilliseconds;
        return await ReplaceAsync(key, mine.Owner, until, mine, cancellationToken).ConfigureAwait(false) > 0;
    }

    private Task<int> ReplaceAsync(TokenKey key, long owner, long until, LeaseRow mine, CancellationToken cancellationToken) =>
        database.RunAsync(context => context.Set<LeaseRow>().WithKey(key).Where(row => row.Owner == owner && row.ExpiresAt == until).ExecuteUpdateAsync(
            row => row.SetProperty(old => old.Owner, mine.Owner).SetProperty(old => old.ExpiresAt, mine.ExpiresAt), cancellationToken));

    private async Task ReleaseAsync(TokenKey key, long owner)
    {
        try
        {
            await database.RunAsync(context => context.Set<LeaseRow>().WithKey(key).Where(row => row.Owner == owner).ExecuteUpdateAsync(row => row.SetProperty(old => old.ExpiresAt, LeaseRow.Released))).ConfigureAwait(false);
            // A token that went under the lease left its row.
            if (!await database.RunAsync(context => context.Set<TokenRow>().WithKey(key).AnyAsync()).ConfigureAwait(false))
                await database.RunAsync(context => context.Set<LeaseRow>().WithKey(key).Where(row => row.Owner == owner && row.ExpiresAt == LeaseRow.Released).ExecuteDeleteAsync()).ConfigureAwait(false);
        }
        // It expires by itself, and what was done under it is done.
        catch (Exception) { }
    }

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
