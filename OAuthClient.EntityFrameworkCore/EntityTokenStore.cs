using Microsoft.EntityFrameworkCore;
using OAuthClient.Storage;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>
/// Keeps tokens in a database, for all machines that share it. What must be atomic is one statement each, which the database decides.
/// Tokens lie there in the clear, in the form of <see cref="StoreFormat"/>. Errors of the database are thrown as they come. Thread-safe.
/// </summary>
/// <param name="contexts">
/// Makes a context for each call, which disposes it: <c>() => new OAuthDbContext(options)</c>, or <c>CreateDbContext</c> of an
/// <see cref="IDbContextFactory{TContext}"/>. Any context will do whose model has <see cref="OAuthModel.UseOAuthStores"/>.
/// </param>
/// <param name="time">The clock that leases are measured by; the system's by default. The machines' clocks may differ by five seconds.</param>
public sealed class EntityTokenStore(Func<DbContext> contexts, TimeProvider? time = null) : ITokenStore
{
    private readonly Database _database = new(contexts);
    private readonly EntityLeases _leases = new(new(contexts), time ?? TimeProvider.System);

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">The row is not what a store of this library writes.</exception>
    public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) =>
        await RowAsync(key, cancellationToken).ConfigureAwait(false) is { } row ? new(StoreFormat.ReadToken(row.Token), row.Version) : null;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key is too long: 100 characters for the provider, 250 each for client and user, 150 for the account.</exception>
    public async ValueTask<bool> PutAsync(TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        var row = TokenRow.Of(key, Number.New(), StoreFormat.Write(token));
        var isWritten = expectedVersion is { } version
            ? await ReplaceAsync(key, row, version, cancellationToken).ConfigureAwait(false)
            : await _database.InsertAsync(row, context => context.Set<TokenRow>().At(key).AnyAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        // A provider that tries again by itself may have written it, and not have heard so.
        return isWritten || (await RowAsync(key, cancellationToken).ConfigureAwait(false))?.Version == row.Version;
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        await _database.DoAsync(context => context.Set<TokenRow>().At(key).Where(row => onlyVersion == null || row.Version == onlyVersion).ExecuteDeleteAsync(cancellationToken)).ConfigureAwait(false);
        try
        {
            await _leases.ForgetAsync(key, cancellationToken).ConfigureAwait(false);
        }
        // The token is gone, and that is what was asked.
        catch (Exception fault) when (fault is not OperationCanceledException) { }
    }

    /// <summary>
    /// Waits until nobody else who shares the database has the lease of this key; it looks again and again, at most half a second apart.
    /// Who is next is left to chance.
    /// </summary>
    /// <param name="key">Whose.</param>
    /// <param name="lapse">When the lease ends by itself; others wait five seconds longer, for their clocks may be ahead.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lease; dispose it to give it back. If the database is gone by then that is no error: it lapses.</returns>
    public ValueTask<IAsyncDisposable> LeaseAsync(TokenKey key, TimeSpan lapse, CancellationToken cancellationToken = default) => _leases.TakeAsync(key, lapse, cancellationToken);

    private async Task<TokenRow?> RowAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var row = await _database.DoAsync(context => context.Set<TokenRow>().AsNoTracking().At(key).FirstOrDefaultAsync(cancellationToken)).ConfigureAwait(false);
        return row?.IsOf(key) != false
            ? row
            : throw new InvalidOperationException("The database takes another key for this one: give the key columns of oauth_tokens and oauth_leases a collation that tells every character from every other.");
    }

    private async Task<bool> ReplaceAsync(TokenKey key, TokenRow row, long version, CancellationToken cancellationToken) =>
        await _database.DoAsync(context => context.Set<TokenRow>().At(key).Where(there => there.Version == version).ExecuteUpdateAsync(
            there => there.SetProperty(old => old.Version, row.Version).SetProperty(old => old.Token, row.Token), cancellationToken)).ConfigureAwait(false) > 0;
}
