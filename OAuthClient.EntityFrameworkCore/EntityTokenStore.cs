using Microsoft.EntityFrameworkCore;
using OAuthClient.Storage;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>
/// Keeps tokens in a database, for all machines that share it. What must be atomic is one statement each, which the database decides. Each is
/// sealed with your keys and bound to its place, unless <see cref="Insecure.UnsealedTokens"/> says that it need not be. Errors of the database
/// are thrown as they come. It stands outside of any transaction of the host's. Thread-safe.
/// </summary>
public sealed class EntityTokenStore : ITokenStore
{
    private readonly Database _database;
    private readonly EntityLeases _leases;
    private readonly StoreSeal? _seal;

    /// <summary>A store whose tokens are sealed.</summary>
    /// <param name="contexts">
    /// Makes a context for each call, which disposes it: <c>() => new OAuthDbContext(options)</c>, or <c>CreateDbContext</c> of an
    /// <see cref="IDbContextFactory{TContext}"/>. Any context will do whose model has <see cref="OAuthModel.UseOAuthStores"/>, but for proxies
    /// that load lazily.
    /// </param>
    /// <param name="seal">Your keys.</param>
    /// <param name="time">The clock that leases are measured by; the system's by default. The machines' clocks may differ by five seconds.</param>
    public EntityTokenStore(Func<DbContext> contexts, StoreSeal seal, TimeProvider? time = null)
        : this(contexts, time) => _seal = seal ?? throw new ArgumentNullException(nameof(seal));

    /// <summary>A store whose tokens are not sealed: who reads the database has them.</summary>
    /// <param name="contexts">Makes a context for each call.</param>
    /// <param name="accepted"><see cref="Insecure.UnsealedTokens"/>.</param>
    /// <param name="time">The clock that leases are measured by; the system's by default.</param>
    /// <exception cref="ArgumentException">The word for that is missing.</exception>
    public EntityTokenStore(Func<DbContext> contexts, Insecure accepted, TimeProvider? time = null) : this(contexts, time)
    {
        if (!accepted.HasFlag(Insecure.UnsealedTokens))
            throw new ArgumentException("Give the store a StoreSeal with your keys, or say Insecure.UnsealedTokens.", nameof(accepted));
    }

    private EntityTokenStore(Func<DbContext> contexts, TimeProvider? time)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        _database = new(contexts);
        _leases = new(_database, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">The row is not what this store writes, is another's, or its key is missing.</exception>
    public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) =>
        await FindRowAsync(key, cancellationToken).ConfigureAwait(false) is { } row ? new(StoreFormat.ReadToken(row.Token, key, _seal), row.Version) : null;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key is too long: 100 characters for the provider, 250 each for client and user, 150 for the account.</exception>
    public async ValueTask<bool> PutAsync(TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        var row = TokenRow.Create(key, RandomId.Next(), StoreFormat.Write(token, key, _seal));
        var isWritten = expectedVersion is { } version
            ? await ReplaceAsync(key, row, version, cancellationToken).ConfigureAwait(false)
            : await _database.InsertAsync(row, context => context.Set<TokenRow>().WithKey(key).AnyAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        // A provider that tries again by itself may have written it, and not have heard so.
        return isWritten || (await FindRowAsync(key, cancellationToken).ConfigureAwait(false))?.Version == row.Version;
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        await _database.RunAsync(context => context.Set<TokenRow>().WithKey(key).Where(row => onlyVersion == null || row.Version == onlyVersion).ExecuteDeleteAsync(cancellationToken)).ConfigureAwait(false);
        try
        {
            await _leases.DeleteExpiredAsync(key, cancellationToken).ConfigureAwait(false);
        }
        // The token is gone, and that is what was asked.
        catch (Exception fault) when (fault is not OperationCanceledException) { }
    }

    /// <summary>
    /// Waits until nobody else who shares the database has the lease of this key; it looks again and again, at most half a second apart.
    /// Who is next is left to chance.
    /// </summary>
    /// <param name="key">Whose.</param>
    /// <param name="lifetime">When the lease ends by itself; others wait five seconds longer, for their clocks may be ahead.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lease; dispose it to give it back. If the database is gone by then that is no error: it expires.</returns>
    public ValueTask<IAsyncDisposable> LeaseAsync(TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) => _leases.AcquireAsync(key, lifetime, cancellationToken);

    private async Task<TokenRow?> FindRowAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var row = await _database.RunAsync(context => context.Set<TokenRow>().AsNoTracking().WithKey(key).FirstOrDefaultAsync(cancellationToken)).ConfigureAwait(false);
        return row?.HasKey(key) != false
            ? row
            : throw new InvalidOperationException("The database takes another key for this one: give the key columns of oauth_tokens and oauth_leases a collation that tells every character from every other.");
    }

    private async Task<bool> ReplaceAsync(TokenKey key, TokenRow row, long version, CancellationToken cancellationToken) =>
        await _database.RunAsync(context => context.Set<TokenRow>().WithKey(key).Where(there => there.Version == version).ExecuteUpdateAsync(
            there => there.SetProperty(old => old.Version, row.Version).SetProperty(old => old.Token, row.Token), cancellationToken)).ConfigureAwait(false) > 0;
}
