using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OAuthClient.Storage;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>
/// Keeps pending dances in a database: any machine that shares it can finish a login that another began.
/// </summary>
/// <remarks>
/// <para>A caller that waits for an outcome polls the database, at most half a second apart.</para>
/// <para>
/// The number of dances for each browser is limited, and the oldest are deleted first. Expired dances are deleted when
/// others are saved.
/// </para>
/// <para>
/// The secrets of a dance are not encrypted; they have the form of <see cref="StoreFormat"/>. Exceptions of the
/// database are not translated. Thread-safe.
/// </para>
/// </remarks>
/// <param name="contexts">
/// Creates a context for each call, which disposes it: <c>() => new OAuthDbContext(options)</c>, or
/// <c>CreateDbContext</c> of an <see cref="IDbContextFactory{TContext}"/>. The model of the context must have
/// <see cref="OAuthModel.UseOAuthStores"/>.
/// </param>
/// <param name="time">The clock; the system's by default. Give it the clock of the dance.</param>
/// <param name="capacityPerBrowser">How many dances it keeps for one browser.</param>
/// <param name="capacity">
/// How many dances it keeps in all, within about a hundred. A client that begins logins without a cookie counts as a
/// new browser each time.
/// </param>
/// <exception cref="ArgumentOutOfRangeException">A capacity is less than one.</exception>
public sealed class EntityPendingDanceStore(
    Func<DbContext> contexts, TimeProvider? time = null, int capacityPerBrowser = 10, int capacity = 100_000)
    : IPendingDanceStore
{
    private const int MaxRowsPerCleanup = 50;

    // A prime: where a cluster counts up by two or three, some row numbers are multiples of it all the same.
    private const int SavesPerCapacityCheck = 53;

    private readonly int _capacityPerBrowser = AtLeastOne(capacityPerBrowser, nameof(capacityPerBrowser));
    private readonly int _capacity = AtLeastOne(capacity, nameof(capacity));
    private readonly Database _database = new(contexts);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Another dance has this id.</exception>
    public async ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dance);
        var row = new DanceRow
        {
            IdDigest = Digest(dance.Id),
            BrowserDigest = Digest(dance.BrowserKeyDigest),
            Dance = StoreFormat.Write(dance),
            DeleteAfter = (dance.ExpiresAt + (dance.ExpiresAt - dance.CreatedAt)).ToUnixTimeMilliseconds(),
        };
        if (!await InsertAsync(row, cancellationToken).ConfigureAwait(false)
            && !await IsSavedAsync(dance.Id, row, cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidOperationException("A pending dance has this id already; ids must be random.");
        }
        try
        {
            await _database.RunAsync(context => CleanUpAsync(context, row, cancellationToken)).ConfigureAwait(false);
        }
        // The dance is saved. A cleanup that failed, for instance beside another, is made good by the next.
        catch (Exception fault) when (fault is not OperationCanceledException) { }
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">The row was not written by a store of this library.</exception>
    public async ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        var dance = await _database.RunAsync(context => WithId(context, id)
            .Select(row => row.Dance)
            .FirstOrDefaultAsync(cancellationToken)).ConfigureAwait(false);
        return dance is null ? null : StoreFormat.ReadPendingDance(dance);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TakeAsync(
        string id, string callbackDigest, CancellationToken cancellationToken = default)
    {
        var takeId = RandomId.Next();
        var taken = await _database.RunAsync(context => WithId(context, id)
            .Where(row => row.Callback == null)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(row => row.Callback, callbackDigest)
                    .SetProperty(row => row.TakenAt, Now())
                    .SetProperty(row => row.TakeId, takeId),
                cancellationToken)).ConfigureAwait(false);
        return taken > 0 || await IsTakenAsync(id, takeId, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default)
    {
        var written = StoreFormat.Write(outcome);
        await _database.RunAsync(context => WithId(context, id)
            .Where(row => row.Callback != null && row.Outcome == null)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.Outcome, written), cancellationToken))
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">The row was not written by a store of this library.</exception>
    public async ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken = default)
    {
        var delay = new PollingDelay(_time);
        while (true)
        {
            var row = await _database.RunAsync(context => WithId(context, id)
                .Select(row => new { row.Callback, row.TakenAt, row.Outcome })
                .FirstOrDefaultAsync(cancellationToken)).ConfigureAwait(false);
            if (row is not { Callback: { } callback, TakenAt: { } takenAt })
                return null;
            if (row.Outcome is { } outcome)
            {
                var time = DateTimeOffset.FromUnixTimeMilliseconds(takenAt);
                return new(callback, time, StoreFormat.ReadOutcome(outcome));
            }
            await delay.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static int AtLeastOne(int number, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number, name);
        return number;
    }

    private static string Digest(string text) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private IQueryable<DanceRow> WithId(DbContext context, string id)
    {
        var digest = Digest(id);
        var now = Now();
        return context.Set<DanceRow>().AsNoTracking().Where(row => row.IdDigest == digest && row.DeleteAfter > now);
    }

    private Task<bool> InsertAsync(DanceRow row, CancellationToken cancellationToken) => _database.InsertAsync(
        row,
        context => context.Set<DanceRow>().AnyAsync(other => other.IdDigest == row.IdDigest, cancellationToken),
        cancellationToken);

    // A database provider that retries by itself may not have learned that its first attempt wrote the row.
    private Task<bool> IsSavedAsync(string id, DanceRow row, CancellationToken cancellationToken) =>
        _database.RunAsync(context =>
            WithId(context, id).AnyAsync(other => other.Dance == row.Dance, cancellationToken));

    // A database provider that retries by itself may not have learned that its first attempt took the dance.
    private Task<bool> IsTakenAsync(string id, long takeId, CancellationToken cancellationToken) =>
        _database.RunAsync(context => WithId(context, id).AnyAsync(row => row.TakeId == takeId, cancellationToken));

    private async Task<int> CleanUpAsync(DbContext context, DanceRow saved, CancellationToken cancellationToken)
    {
        var rows = context.Set<DanceRow>().AsNoTracking();
        var ofBrowser = rows.Where(row => row.BrowserDigest == saved.BrowserDigest);
        List<long> numbers =
        [
            .. await ExpiredAsync(rows, cancellationToken).ConfigureAwait(false),
            .. await NumbersBeyondAsync(ofBrowser, _capacityPerBrowser, MaxRowsPerCleanup, cancellationToken)
                .ConfigureAwait(false),
        ];
        var deleted = await DeleteAsync(rows, numbers, cancellationToken).ConfigureAwait(false);
        if (!await MayExceedCapacityAsync(rows, saved, cancellationToken).ConfigureAwait(false))
            return deleted;
        var surplus = await NumbersBeyondAsync(rows, _capacity, SavesPerCapacityCheck * 2, cancellationToken)
            .ConfigureAwait(false);
        return deleted + await DeleteAsync(rows, surplus, cancellationToken).ConfigureAwait(false);
    }

    private Task<List<long>> ExpiredAsync(IQueryable<DanceRow> rows, CancellationToken cancellationToken)
    {
        var now = Now();
        return rows.Where(row => row.DeleteAfter <= now)
            .OrderBy(row => row.DeleteAfter)
            .Select(row => row.Number)
            .Take(MaxRowsPerCleanup)
            .ToListAsync(cancellationToken);
    }

    // Row numbers have gaps: there can be more rows than the capacity only where the numbers span more than that.
    private async Task<bool> MayExceedCapacityAsync(
        IQueryable<DanceRow> rows, DanceRow saved, CancellationToken cancellationToken) =>
        saved.Number % SavesPerCapacityCheck == 0
        && await rows.AnyAsync(row => row.Number <= saved.Number - _capacity, cancellationToken).ConfigureAwait(false);

    private static async Task<int> DeleteAsync(
        IQueryable<DanceRow> rows, List<long> numbers, CancellationToken cancellationToken) =>
        numbers.Count == 0
            ? 0
            : await rows.Where(row => numbers.Contains(row.Number))
                .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);

    private static Task<List<long>> NumbersBeyondAsync(
        IQueryable<DanceRow> rows, int capacity, int max, CancellationToken cancellationToken) =>
        rows.OrderByDescending(row => row.Number)
            .Select(row => row.Number)
            .Skip(capacity)
            .Take(max)
            .ToListAsync(cancellationToken);
}
