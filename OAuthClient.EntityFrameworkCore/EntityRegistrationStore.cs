using Microsoft.EntityFrameworkCore;
using OAuthClient.Storage;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>Keeps registrations in a database, for all machines that share it.</summary>
/// <remarks>
/// <para>
/// Each registration is encrypted with your keys and bound to its <see cref="RegistrationKey"/>, unless
/// <see cref="Insecure.UnsealedTokens"/> allows plain ones. Each atomic step is one statement.
/// </para>
/// <para>
/// The store takes no part in a transaction of the host. Exceptions of the database are not translated. Thread-safe.
/// </para>
/// </remarks>
public sealed class EntityRegistrationStore : IRegistrationStore
{
    // Each key of a token has a space in its provider, so no token's lease is a registration's.
    private const string LeaseProvider = "registration";
    private readonly Database _database;
    private readonly EntityLeases _leases;
    private readonly StoreSeal? _seal;

    /// <summary>Creates a store that encrypts its registrations.</summary>
    /// <param name="contexts">
    /// Creates a context for each call, which disposes it, as for <see cref="EntityTokenStore"/>. The model of the
    /// context must have <see cref="OAuthModel.UseOAuthStores"/>.
    /// </param>
    /// <param name="seal">Your keys.</param>
    /// <param name="time">
    /// The clock for leases; the system's by default. The machines' clocks may differ by five seconds.
    /// </param>
    public EntityRegistrationStore(Func<DbContext> contexts, StoreSeal seal, TimeProvider? time = null)
        : this(contexts, time) => _seal = seal ?? throw new ArgumentNullException(nameof(seal));

    /// <summary>Creates a store that does not encrypt its registrations: a reader of the database has them.</summary>
    /// <param name="contexts">Creates a context for each call, which disposes it.</param>
    /// <param name="accepted"><see cref="Insecure.UnsealedTokens"/>.</param>
    /// <param name="time">
    /// The clock for leases; the system's by default. The machines' clocks may differ by five seconds.
    /// </param>
    /// <exception cref="ArgumentException"><see cref="Insecure.UnsealedTokens"/> is missing.</exception>
    public EntityRegistrationStore(Func<DbContext> contexts, Insecure accepted, TimeProvider? time = null)
        : this(contexts, time)
    {
        if (accepted.HasFlag(Insecure.UnsealedTokens))
            return;
        throw new ArgumentException(
            "Give the store a StoreSeal with your keys, or say Insecure.UnsealedTokens.", nameof(accepted));
    }

    private EntityRegistrationStore(Func<DbContext> contexts, TimeProvider? time)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        _database = new(contexts);
        _leases = new(_database, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// The row was not written by this store, was written for another key, or was encrypted with a key that is missing.
    /// </exception>
    public async ValueTask<StoredRegistration?> GetAsync(
        RegistrationKey key, CancellationToken cancellationToken = default)
    {
        var row = await FindRowAsync(StoreFormat.NameOf(key), cancellationToken).ConfigureAwait(false);
        return row is null ? null : new(StoreFormat.ReadRegistration(row.Registration, key, _seal), row.Version);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> PutAsync(
        RegistrationKey key,
        ClientRegistration registration,
        long? expectedVersion,
        CancellationToken cancellationToken = default)
    {
        var row = new RegistrationRow
        {
            Name = StoreFormat.NameOf(key),
            Version = RandomId.Next(),
            Registration = StoreFormat.Write(registration, key, _seal),
        };
        var isWritten = expectedVersion is { } version
            ? await ReplaceAsync(row, version, cancellationToken).ConfigureAwait(false)
            : await InsertAsync(row, cancellationToken).ConfigureAwait(false);
        // A database provider that retries by itself may not have learned that its first attempt wrote the row.
        return isWritten
            || (await FindRowAsync(row.Name, cancellationToken).ConfigureAwait(false))?.Version == row.Version;
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(
        RegistrationKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        var name = StoreFormat.NameOf(key);
        await _database.RunAsync(context => Rows(context, name)
            .Where(row => onlyVersion == null || row.Version == onlyVersion)
            .ExecuteDeleteAsync(cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits for the lease of a key, which has one holder at a time among all that share the database.
    /// </summary>
    /// <remarks>It polls the database, at most half a second apart. Waiting callers are served in no order.</remarks>
    /// <param name="key">The key of the registration.</param>
    /// <param name="lifetime">
    /// When the lease expires. Other machines wait five seconds longer, because their clocks may be ahead.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// The lease; dispose it to release it. A database that cannot be reached then is no error: the lease expires.
    /// </returns>
    public ValueTask<IAsyncDisposable> LeaseAsync(
        RegistrationKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        _leases.AcquireAsync(
            new(LeaseProvider, StoreFormat.NameOf(key), OAuthUser.Unknown, LeaseProvider),
            lifetime,
            cancellationToken);

    private static IQueryable<RegistrationRow> Rows(DbContext context, string name) =>
        context.Set<RegistrationRow>().Where(row => row.Name == name);

    private Task<RegistrationRow?> FindRowAsync(string name, CancellationToken cancellationToken) =>
        _database.RunAsync(context => Rows(context, name).AsNoTracking().FirstOrDefaultAsync(cancellationToken));

    private Task<bool> InsertAsync(RegistrationRow row, CancellationToken cancellationToken) =>
        _database.InsertAsync(row, context => Rows(context, row.Name).AnyAsync(cancellationToken), cancellationToken);

    private async Task<bool> ReplaceAsync(
        RegistrationRow replacement, long version, CancellationToken cancellationToken)
    {
        var replaced = await _database.RunAsync(context => Rows(context, replacement.Name)
            .Where(row => row.Version == version)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(row => row.Version, replacement.Version)
                    .SetProperty(row => row.Registration, replacement.Registration),
                cancellationToken)).ConfigureAwait(false);
        return replaced > 0;
    }
}
