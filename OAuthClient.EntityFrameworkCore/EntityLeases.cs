using Microsoft.EntityFrameworkCore;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>One holder a key at a time, among all who share the database. Thread-safe.</summary>
internal sealed class EntityLeases(Database database, TimeProvider time)
{
    // Whose clock is ahead must not take a lease that its holder still relies on.
    private const long ClockMargin = 5_000;
    private const long SlowWrite = 1_000;

    public async ValueTask<IAsyncDisposable> TakeAsync(TokenKey key, TimeSpan lapse, CancellationToken cancellationToken)
    {
        var mine = LeaseRow.Of(key, Number.New());
        var pause = new Pause(time);
        try
        {
            while (!await TryAsync(key, mine, lapse, cancellationToken).ConfigureAwait(false))
                await pause.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The database may have written it, or be about to: nobody is to wait for a holder who has left.
            _ = GiveBackAsync(key, mine.Owner);
            throw;
        }
        return new Lease(this, key, mine.Owner);
    }

    /// <summary>Removes the row of a lease that nobody holds.</summary>
    public Task<int> ForgetAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var lapsed = Now() - ClockMargin;
        return database.DoAsync(context => context.Set<LeaseRow>().At(key).Where(row => row.Until <= lapsed).ExecuteDeleteAsync(cancellationToken));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<bool> TryAsync(TokenKey key, LeaseRow mine, TimeSpan lapse, CancellationToken cancellationToken)
    {
        // A look costs nobody anything; a write, even one that changes nothing, would stop all others on SQLite.
        var there = await database.DoAsync(context => context.Set<LeaseRow>().AsNoTracking().At(key).FirstOrDefaultAsync(cancellationToken)).ConfigureAwait(false);
        // It is mine already where a provider that tries again by itself did not hear so.
        if (there is not null && there.Owner != mine.Owner && there.Until > Now() - ClockMargin)
            return false;
        var asked = Now();
        mine.Until = asked + (long)lapse.TotalMilliseconds;
        var isMine = there is null
            ? await database.InsertAsync(mine, context => context.Set<LeaseRow>().At(key).AnyAsync(cancellationToken), cancellationToken).ConfigureAwait(false)
            : await ReplaceAsync(key, there.Owner, there.Until, mine, cancellationToken).ConfigureAwait(false) > 0;
        return isMine && (Now() - asked < SlowWrite || await RenewAsync(key, mine, lapse, cancellationToken).ConfigureAwait(false));
    }

    // Its holder counts from when it hears of it, which may be long after the first of several attempts.
    private async Task<bool> RenewAsync(TokenKey key, LeaseRow mine, TimeSpan lapse, CancellationToken cancellationToken)
    {
        var until = mine.Until;
        mine.Until = Now() + (long)lapse.TotalMilliseconds;
        return await ReplaceAsync(key, mine.Owner, until, mine, cancellationToken).ConfigureAwait(false) > 0;
    }

    private Task<int> ReplaceAsync(TokenKey key, long owner, long until, LeaseRow mine, CancellationToken cancellationToken) =>
        database.DoAsync(context => context.Set<LeaseRow>().At(key).Where(row => row.Owner == owner && row.Until == until).ExecuteUpdateAsync(
            row => row.SetProperty(old => old.Owner, mine.Owner).SetProperty(old => old.Until, mine.Until), cancellationToken));

    private async Task GiveBackAsync(TokenKey key, long owner)
    {
        try
        {
            await database.DoAsync(context => context.Set<LeaseRow>().At(key).Where(row => row.Owner == owner).ExecuteUpdateAsync(row => row.SetProperty(old => old.Until, LeaseRow.Free))).ConfigureAwait(false);
            // A token that went under the lease left its row.
            if (!await database.DoAsync(context => context.Set<TokenRow>().At(key).AnyAsync()).ConfigureAwait(false))
                await database.DoAsync(context => context.Set<LeaseRow>().At(key).Where(row => row.Owner == owner && row.Until == LeaseRow.Free).ExecuteDeleteAsync()).ConfigureAwait(false);
        }
        // It lapses by itself, and what was done under it is done.
        catch (Exception) { }
    }

    private sealed class Lease(EntityLeases leases, TokenKey key, long owner) : IAsyncDisposable
    {
        private int _isBack;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isBack, 1) == 0)
                await leases.GiveBackAsync(key, owner).ConfigureAwait(false);
        }
    }
}
