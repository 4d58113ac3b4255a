using Microsoft.EntityFrameworkCore;
using OAuthClient.Storage;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>Keeps tokens in a database, for all machines that share it.</summary>
/// <remarks>
/// <para>Each atomic step is one statement, so the database decides between machines.</para>
/// <para>
/// Each token is encrypted with your keys and bound to its <see cref="TokenKey"/>, unless
/// <see cref="Insecure.UnsealedTokens"/> allows plain tokens.
/// </para>
/// <para>
/// The store takes no part in a transaction of the host. Exceptions of the database are not translated. Thread-safe.
/// </para>
/// </remarks>
public sealed class EntityTokenStore : ITokenStore
{
    private readonly Database _database;
    private readonly EntityLeases _leases;
    private readonly StoreSeal? _seal;

    /// <summary>Creates a store that encrypts its tokens.</summary>
    /// <param name="contexts">
    /// Creates a context for each call, which disposes it: <c>() => new OAuthDbContext(options)</c>, or
    /// <c>CreateDbContext</c> of an <see cref="IDbContextFactory{TContext}"/>. The model of the context must have
    /// <see cref="OAuthModel.UseOAuthStores"/>. Contexts with lazy-loading proxies do not work.
    /// </param>
    /// <param name="seal">Your keys.</param>
    /// <param name="time">
    /// The clock for leases; the system's by default. The machines' clocks may differ by five seconds.
    /// </param>
    public EntityTokenStore(Func<DbContext> contexts, StoreSeal seal, TimeProvider? time = null)
        : this(contexts, time) => _seal = seal ?? throw new ArgumentNullException(nameof(seal));

    /// <summary>Creates a store that does not encrypt its tokens: a reader of the database has them.</summary>
    /// <param name="contexts">Creates a context for each call, which disposes it.</param>
    /// <param name="accepted"><see cref="Insecure.UnsealedTokens"/>.</param>
    /// <param name="time">
    /// The clock for leases; the system's by default. The machines' clocks may differ by five seconds.
    /// </param>
    /// <exception cref="ArgumentException"><see cref="Insecure.UnsealedTokens"/> is missing.</exception>
    public EntityTokenStore(Func<DbContext> contexts, Insecure accepted, TimeProvider? time = null)
        : this(contexts, time)
    {
        if (accepted.HasFlag(Insecure.UnsealedTokens))
            return;
        throw new ArgumentException(
            "Give the store a StoreSeal with your keys, or say Insecure.UnsealedTokens.", nameof(accepted));
    }

    private EntityTokenStore(Func<DbContext> contexts, TimeProvider? time)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        _database = new(contexts);
        _leases = new(_database, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// The row was not written by this store, was written for another key, or was encrypted with a key that is missing.
    /// </exception>
    public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var row = await FindRowAsync(key, cancellationToken).ConfigureAwait(false);
        return row is null ? null : new(StoreFormat.ReadToken(row.Token, key, _seal), row.Version);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// The key is too long: 100 characters for the provider, 250 each for client and user, 150 for the account.
    /// </exception>
    public async ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        var row = TokenRow.Create(key, RandomId.Next(), StoreFormat.Write(token, key, _seal));
        var isWritten = expectedVersion is { } version
            ? await ReplaceAsync(key, row, version, cancellationToken).ConfigureAwait(false)
            : await InsertAsync(key, row, cancellationToken).ConfigureAwait(false);
        // A database provider that retries by itself may not have learned that its first attempt wrote the row.
        return isWritten || (await FindRowAsync(key, cancellationToken).ConfigureAwait(false))?.Version == row.Version;
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        while (await FindRowAsync(key, cancellationToken).ConfigureAwait(false) is { } row
            && (onlyVersion is null || onlyVersion == row.Version))
        {
            if (await DeleteRowAsync(key, row.Version, cancellationToken).ConfigureAwait(false))
                break;
        }
        try
        {
            await _leases.DeleteExpiredAsync(key, cancellationToken).ConfigureAwait(false);
        }
        // The token is deleted; a lease row that stays does no harm.
        catch (Exception fault) when (fault is not OperationCanceledException) { }
    }

    /// <summary>
    /// Waits for the lease of a key, which has one holder at a time among all that share the database.
    /// </summary>
    /// <remarks>It polls the database, at most half a second apart. Waiting callers are served in no order.</remarks>
    /// <param name="key">The key of the token.</param>
    /// <param name="lifetime">
    /// When the lease expires. Other machines wait five seconds longer, because their clocks may be ahead.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// The lease; dispose it to release it. A database that cannot be reached then is no error: the lease expires.
    /// </returns>
    public async ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        // A key whose token belongs to another key must not stand in the way of that key's lease.
        await FindRowAsync(key, cancellationToken).ConfigureAwait(false);
        return await _leases.AcquireAsync(key, lifetime, cancellationToken).ConfigureAwait(false);
    }

    private static IQueryable<TokenRow> Tokens(DbContext context, TokenKey key) =>
        context.Set<TokenRow>().WithKey(key);

    private Task<TokenRow?> FindRowAsync(TokenKey key, CancellationToken cancellationToken) =>
        _database.RunAsync(context => context.FindRowAsync<TokenRow>(key, cancellationToken));

    private Task<bool> InsertAsync(TokenKey key, TokenRow row, CancellationToken cancellationToken) =>
        _database.InsertAsync(row, context => Tokens(context, key).AnyAsync(cancellationToken), cancellationToken);

    private async Task<bool> ReplaceAsync(
        TokenKey key, TokenRow replacement, long version, CancellationToken cancellationToken)
    {
        var current = await FindRowAsync(key, cancellationToken).ConfigureAwait(false);
        if (current?.Version != version)
            return false;
        var replaced = await _database.RunAsync(context => Tokens(context, key)
            .Where(row => row.Version == version)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(row => row.Version, replacement.Version)
                    .SetProperty(row => row.Token, replacement.Token),
                cancellationToken)).ConfigureAwait(false);
        return replaced > 0;
    }

    private async Task<bool> DeleteRowAsync(TokenKey key, long version, CancellationToken cancellationToken)
    {
        var deleted = await _database.RunAsync(context => Tokens(context, key)
            .Where(row => row.Version == version)
            .ExecuteDeleteAsync(cancellationToken)).ConfigureAwait(false);
        return deleted > 0;
    }
}
