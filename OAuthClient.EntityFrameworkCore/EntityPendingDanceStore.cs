using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OAuthClient.Storage;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>
/// Keeps pending dances in a database: any machine that shares it can finish what another began. Whoever waits for an outcome looks again and
/// again, at most half a second apart. A browser has a bounded number, and loses its oldest first; what has expired goes as others are saved.
/// Proofs lie there in the clear, in the form of <see cref="StoreFormat"/>. Errors of the database are thrown as they come. Thread-safe.
/// </summary>
/// <param name="contexts">
/// Makes a context for each call, which disposes it: <c>() => new OAuthDbContext(options)</c>, or <c>CreateDbContext</c> of an
/// <see cref="IDbContextFactory{TContext}"/>. Any context will do whose model has <see cref="OAuthModel.UseOAuthStores"/>.
/// </param>
/// <param name="time">The clock; the system's by default. Give it the clock of the dance.</param>
/// <param name="perBrowser">How many it holds for one browser.</param>
/// <param name="capacity">How many it holds in all, more or less a hundred: whoever begins logins without a cookie is a new browser each time.</param>
/// <exception cref="ArgumentOutOfRangeException">It would hold none.</exception>
public sealed class EntityPendingDanceStore(Func<DbContext> contexts, TimeProvider? time = null, int perBrowser = 10, int capacity = 100_000) : IPendingDanceStore
{
    // Rows are counted at each so many. A prime: where a cluster's numbers go up by two or three, some are multiples all the same.
    private const int SavesPerCapacityCheck = 53;
    private const int MaxRowsPerCleanup = 50;

    private readonly int _perBrowser = AtLeastOne(perBrowser, nameof(perBrowser)), _capacity = AtLeastOne(capacity, nameof(capacity));
    private readonly Database _database = new(contexts);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Another dance has this id.</exception>
    public async ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dance);
        var row = new DanceRow
        {
            Handle = Digest(dance.Id),
            Browser = Digest(dance.BrowserKeyDigest),
            Dance = StoreFormat.Write(dance),
            DeleteAfter = (dance.ExpiresAt + (dance.ExpiresAt - dance.CreatedAt)).ToUnixTimeMilliseconds(),
        };
        if (!await _database.InsertAsync(row, context => context.Set<DanceRow>().AnyAsync(other => other.Handle == row.Handle, cancellationToken), cancellationToken).ConfigureAwait(false)
            // A provider that tries again by itself may have written it, and not have heard so.
            && !await _database.RunAsync(context => WithHandle(context, dance.Id).AnyAsync(other => other.Dance == row.Dance, cancellationToken)).ConfigureAwait(false))
        {
            throw new InvalidOperationException("A pending dance has this id already; ids must be random.");
        }
        try
        {
            await _database.RunAsync(context => CleanUpAsync(context, row, cancellationToken)).ConfigureAwait(false);
        }
        // The dance is saved. Another who tidies may have been in the way; the next one tidies again.
        catch (Exception fault) when (fault is not OperationCanceledException) { }
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">The row is not what a store of this library writes.</exception>
    public async ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        var dance = await _database.RunAsync(context => WithHandle(context, id).Select(row => row.Dance).FirstOrDefaultAsync(cancellationToken)).ConfigureAwait(false);
        return dance is null ? null : StoreFormat.ReadPendingDance(dance);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TakeAsync(string id, string callbackDigest, CancellationToken cancellationToken = default)
    {
        var taker = RandomId.Next();
        return await _database.RunAsync(context => WithHandle(context, id).Where(row => row.Callback == null).ExecuteUpdateAsync(
                row => row.SetProperty(old => old.Callback, callbackDigest).SetProperty(old => old.TakenAt, Now()).SetProperty(old => old.TakeId, taker), cancellationToken)).ConfigureAwait(false) > 0
            // A provider that tries again by itself may have taken it, and not have heard so.
            || await _database.RunAsync(context => WithHandle(context, id).AnyAsync(row => row.TakeId == taker, cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default)
    {
        var written = StoreFormat.Write(outcome);
        await _database.RunAsync(context => WithHandle(context, id).Where(row => row.Outcome == null).ExecuteUpdateAsync(row => row.SetProperty(old => old.Outcome, written), cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">The row is not what a store of this library writes.</exception>
    public async ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken = default)
    {
        var pause = new PollingDelay(_time);
        while (true)
        {
            var row = await _database.RunAsync(context => WithHandle(context, id).Select(row => new { row.Callback, row.TakenAt, row.Outcome }).FirstOrDefaultAsync(cancellationToken)).ConfigureAwait(false);
            if (row is not { Callback: { } callback, TakenAt: { } takenAt })
                return null;
            if (row.Outcome is { } outcome)
                return new(callback, DateTimeOffset.FromUnixTimeMilliseconds(takenAt), StoreFormat.ReadOutcome(outcome));
            await pause.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private IQueryable<DanceRow> WithHandle(DbContext context, string id)
    {
        var (digest, now) = (Digest(id), Now());
        return context.Set<DanceRow>().AsNoTracking().Where(row => row.Handle == digest && row.DeleteAfter > now);
    }

    private async Task<int> CleanUpAsync(DbContext context, DanceRow saved, CancellationToken cancellationToken)
    {
        var (rows, now) = (context.Set<DanceRow>().AsNoTracking(), Now());
        var gone = await rows.Where(row => row.DeleteAfter <= now).OrderBy(row => row.DeleteAfter).Select(row => row.Number).Take(MaxRowsPerCleanup).ToListAsync(cancellationToken).ConfigureAwait(false);
        gone.AddRange(await NumbersBeyondAsync(rows.Where(row => row.Browser == saved.Browser), _perBrowser, MaxRowsPerCleanup, cancellationToken).ConfigureAwait(false));
        var tidied = await DeleteAsync(rows, gone, cancellationToken).ConfigureAwait(false);
        // The numbers have gaps: only where they span more than the capacity may there be so many.
        return saved.Number % SavesPerCapacityCheck == 0 && await rows.AnyAsync(row => row.Number <= saved.Number - _capacity, cancellationToken).ConfigureAwait(false)
            ? tidied + await DeleteAsync(rows, await NumbersBeyondAsync(rows, _capacity, SavesPerCapacityCheck * 2, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : tidied;
    }

    private static async Task<int> DeleteAsync(IQueryable<DanceRow> rows, List<long> gone, CancellationToken cancellationToken) =>
        gone.Count == 0 ? 0 : await rows.Where(row => gone.Contains(row.Number)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);

    private static Task<List<long>> NumbersBeyondAsync(IQueryable<DanceRow> rows, int held, int most, CancellationToken cancellationToken) =>
        rows.OrderByDescending(row => row.Number).Select(row => row.Number).Skip(held).Take(most).ToListAsync(cancellationToken);

    private static int AtLeastOne(int number, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number, name);
        return number;
    }

    private static string Digest(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
