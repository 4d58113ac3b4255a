using System.Security.Cryptography;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace OAuthClient.Redis;

/// <summary>Keeps tokens in Redis, for all machines that share the server and the prefix.</summary>
/// <remarks>
/// <para>
/// Each token is encrypted with your keys and bound to its <see cref="TokenKey"/>, unless
/// <see cref="Insecure.UnsealedTokens"/> allows plain tokens. The records have no expiry.
/// </para>
/// <para>Each write is one script, so it is atomic. All keys of a script lie on one node of a cluster.</para>
/// <para>
/// While the server cannot be reached, each call throws a <see cref="RedisException"/> or a
/// <see cref="TimeoutException"/> of StackExchange.Redis. A write whose answer was lost may have been done: read again
/// before you write again.
/// </para>
/// <para>The store does not close the connection. Thread-safe.</para>
/// </remarks>
public sealed class RedisTokenStore : ITokenStore
{
    private const string PutScript = """
        local as_expected = redis.call('HGET', KEYS[1], 'version') == ARGV[1]
        if ARGV[1] == '' then as_expected = redis.call('EXISTS', KEYS[1]) == 0 end
        if not as_expected then return 0 end
        redis.call('HSET', KEYS[1], 'version', ARGV[2], 'token', ARGV[3])
        return 1
        """;

    private const string DeleteScript = """
        if ARGV[1] ~= '' and redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return 0 end
        return redis.call('DEL', KEYS[1])
        """;

    private static readonly RedisValue[] Fields = ["version", "token"];
    private readonly IDatabase _database;
    private readonly RedisCommands _commands;
    private readonly RedisKeyNames _names;
    private readonly StoreSeal? _seal;

    /// <summary>Creates a store that encrypts its tokens.</summary>
    /// <param name="database">The database: <c>connection.GetDatabase()</c>.</param>
    /// <param name="seal">Your keys.</param>
    /// <param name="prefix">
    /// The prefix of all keys. Programs with different prefixes do not see each other's tokens.
    /// </param>
    /// <exception cref="ArgumentException">The prefix is empty, or has a brace.</exception>
    public RedisTokenStore(IDatabase database, StoreSeal seal, string prefix = "oauth")
        : this(database, prefix) => _seal = seal ?? throw new ArgumentNullException(nameof(seal));

    /// <summary>Creates a store that does not encrypt its tokens: a reader of the server has them.</summary>
    /// <param name="database">The database: <c>connection.GetDatabase()</c>.</param>
    /// <param name="accepted"><see cref="Insecure.UnsealedTokens"/>.</param>
    /// <param name="prefix">
    /// The prefix of all keys. Programs with different prefixes do not see each other's tokens.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <see cref="Insecure.UnsealedTokens"/> is missing; or the prefix is empty, or has a brace.
    /// </exception>
    public RedisTokenStore(IDatabase database, Insecure accepted, string prefix = "oauth") : this(database, prefix)
    {
        if (accepted.HasFlag(Insecure.UnsealedTokens))
            return;
        throw new ArgumentException(
            "Give the store a StoreSeal with your keys, or say Insecure.UnsealedTokens.", nameof(accepted));
    }

    private RedisTokenStore(IDatabase database, string prefix)
    {
        ArgumentNullException.ThrowIfNull(database);
        _database = database;
        _commands = new(database);
        _names = new(prefix);
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// The record was not written by this store, was written for another key, or was encrypted with a key that is
    /// missing.
    /// </exception>
    public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var fields = await _commands.ReadAsync(_names.Token(key), Fields, cancellationToken).ConfigureAwait(false);
        return fields switch
        {
            [{ IsNull: true }, { IsNull: true }] => null,
            [var version, { IsNull: false } token] when version.TryParse(out long number) =>
                new(StoreFormat.ReadToken((byte[])token!, key, _seal), number),
            _ => throw new DamagedRecordException(
                "The record of a token has lost its version or its token: "
                + "something else writes under this store's prefix."),
        };
    }

    /// <inheritdoc/>
    public ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        RedisValue[] values = [ToValue(expectedVersion), NewVersion(), StoreFormat.Write(token, key, _seal)];
        return _commands.RunAsync(PutScript, [_names.Token(key)], values, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        RedisValue[] values = [ToValue(onlyVersion)];
        await _commands.RunAsync(DeleteScript, [_names.Token(key)], values, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Waiting callers poll, up to four times a second, and are served in no order. A holder that takes longer than
    /// <paramref name="lifetime"/> loses the lease without notice; releasing it then takes it from no other holder. A
    /// lease that cannot be released expires.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is less than a millisecond.</exception>
    public async ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromMilliseconds(1));
        return await RedisLease.AcquireAsync(_database, _names.Lease(key), lifetime, cancellationToken)
            .ConfigureAwait(false);
    }

    private static RedisValue ToValue(long? version) => version ?? RedisValue.EmptyString;

    // The version is random, because a counter could repeat: after a token was deleted, or after a failover to a
    // replica that was behind.
    private static RedisValue NewVersion()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToInt64(bytes) & long.MaxValue;
    }
}
