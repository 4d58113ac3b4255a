using OAuthClient.Storage;
using StackExchange.Redis;

namespace OAuthClient.Redis;

/// <summary>Keeps registrations in Redis, for all machines that share the server and the prefix.</summary>
/// <remarks>
/// <para>
/// Each registration is encrypted with your keys and bound to its <see cref="RegistrationKey"/>, unless
/// <see cref="Insecure.UnsealedTokens"/> allows plain ones. The records have no expiry.
/// </para>
/// <para>Each write is one script, so it is atomic. All keys of a script lie on one node of a cluster.</para>
/// <para>
/// While the server cannot be reached, each call throws a <see cref="RedisException"/> or a
/// <see cref="TimeoutException"/> of StackExchange.Redis. A write whose answer was lost may have been done: read again
/// before you write again.
/// </para>
/// <para>The store does not close the connection. Thread-safe.</para>
/// </remarks>
public sealed class RedisRegistrationStore : IRegistrationStore
{
    private readonly RedisRecords _records;
    private readonly RedisKeyNames _names;
    private readonly StoreSeal? _seal;

    /// <summary>Creates a store that encrypts its registrations.</summary>
    /// <param name="database">The database: <c>connection.GetDatabase()</c>.</param>
    /// <param name="seal">Your keys.</param>
    /// <param name="prefix">
    /// The prefix of all keys. Programs with different prefixes do not see each other's registrations.
    /// </param>
    /// <exception cref="ArgumentException">The prefix is empty, or has a brace.</exception>
    public RedisRegistrationStore(IDatabase database, StoreSeal seal, string prefix = "oauth")
        : this(database, prefix) => _seal = seal ?? throw new ArgumentNullException(nameof(seal));

    /// <summary>Creates a store that does not encrypt its registrations: a reader of the server has them.</summary>
    /// <param name="database">The database: <c>connection.GetDatabase()</c>.</param>
    /// <param name="accepted"><see cref="Insecure.UnsealedTokens"/>.</param>
    /// <param name="prefix">
    /// The prefix of all keys. Programs with different prefixes do not see each other's registrations.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <see cref="Insecure.UnsealedTokens"/> is missing; or the prefix is empty, or has a brace.
    /// </exception>
    public RedisRegistrationStore(IDatabase database, Insecure accepted, string prefix = "oauth")
        : this(database, prefix)
    {
        if (accepted.HasFlag(Insecure.UnsealedTokens))
            return;
        throw new ArgumentException(
            "Give the store a StoreSeal with your keys, or say Insecure.UnsealedTokens.", nameof(accepted));
    }

    private RedisRegistrationStore(IDatabase database, string prefix)
    {
        ArgumentNullException.ThrowIfNull(database);
        _records = new(database, "registration");
        _names = new(prefix);
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// The record was not written by this store, was written for another key, or was encrypted with a key that is
    /// missing.
    /// </exception>
    public async ValueTask<StoredRegistration?> GetAsync(
        RegistrationKey key, CancellationToken cancellationToken = default)
    {
        var found = await _records.GetAsync(_names.Registration(key), cancellationToken).ConfigureAwait(false);
        return found is { } stored
            ? new(StoreFormat.ReadRegistration(stored.Record, key, _seal), stored.Version)
            : null;
    }

    /// <inheritdoc/>
    public ValueTask<bool> PutAsync(
        RegistrationKey key,
        ClientRegistration registration,
        long? expectedVersion,
        CancellationToken cancellationToken = default) =>
        _records.PutAsync(
            _names.Registration(key), StoreFormat.Write(registration, key, _seal), expectedVersion, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteAsync(
        RegistrationKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
        _records.DeleteAsync(_names.Registration(key), onlyVersion, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// Waiting callers poll, up to four times a second, and are served in no order. A holder that takes longer than
    /// <paramref name="lifetime"/> loses the lease without notice; releasing it then takes it from no other holder. A
    /// lease that cannot be released expires.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is less than a millisecond.</exception>
    public ValueTask<IAsyncDisposable> LeaseAsync(
        RegistrationKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        _records.LeaseAsync(_names.RegistrationLease(key), lifetime, cancellationToken);
}
