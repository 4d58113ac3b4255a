using System.Security.Cryptography;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace OAuthClient.Redis;

/// <summary>
/// Keeps tokens in Redis, for all machines that share the server and the prefix. Each is sealed with your keys and bound to its place, unless
/// <see cref="Insecure.UnsealedTokens"/> says that it need not be. They live as long as the server keeps them, and have no expiry there. Writes are scripts, so each is done whole or not at
/// all; all keys of a script lie on one node of a cluster. Thread-safe, and yours to keep: it never closes the connection.
/// </summary>
/// <remarks>
/// While the server is away each call throws what StackExchange.Redis throws: a <see cref="RedisException"/>, or a
/// <see cref="TimeoutException"/>. A write whose answer was lost may have been done: read again before you write again.
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

    /// <summary>A store whose tokens are sealed.</summary>
    /// <param name="database">Where it keeps them: <c>connection.GetDatabase()</c>.</param>
    /// <param name="seal">Your keys.</param>
    /// <param name="prefix">What the names of its keys begin with; two programs with different prefixes do not see each other's tokens.</param>
    /// <exception cref="ArgumentException">The prefix is empty, or has a brace.</exception>
    public RedisTokenStore(IDatabase database, StoreSeal seal, string prefix = "oauth")
        : this(database, prefix) => _seal = seal ?? throw new ArgumentNullException(nameof(seal));

    /// <summary>A store whose tokens are not sealed: who reads the server has them.</summary>
    /// <param name="database">Where it keeps them: <c>connection.GetDatabase()</c>.</param>
    /// <param name="accepted"><see cref="Insecure.UnsealedTokens"/>.</param>
    /// <param name="prefix">What the names of its keys begin with.</param>
    /// <exception cref="ArgumentException">The word for that is missing; or the prefix is empty, or has a brace.</exception>
    public RedisTokenStore(IDatabase database, Insecure accepted, string prefix = "oauth") : this(database, prefix)
    {
        if (!accepted.HasFlag(Insecure.UnsealedTokens))
            throw new ArgumentException("Give the store a StoreSeal with your keys, or say Insecure.UnsealedTokens.", nameof(accepted));
    }

    private RedisTokenStore(IDatabase database, string prefix)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_database, _commands, _names) = (database, new(database), new(prefix));
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">What lies there is not what this store writes, is another's, or its key is missing.</exception>
    public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) =>
        await _commands.ReadAsync(_names.Token(key), Fields, cancellationToken).ConfigureAwait(false) switch
        {
            [{ IsNull: true }, { IsNull: true }] => null,
            [var version, { IsNull: false } token] when version.TryParse(out long number) => new(StoreFormat.ReadToken((byte[])token!, key, _seal), number),
            _ => throw new DamagedRecordException("The record of a token has lost its version or its token: something else writes under this store's prefix."),
        };

    /// <inheritdoc/>
    public ValueTask<bool> PutAsync(TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
        _commands.RunAsync(PutScript, [_names.Token(key)], [ToValue(expectedVersion), NewVersion(), StoreFormat.Write(token, key, _seal)], cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
        await _commands.RunAsync(DeleteScript, [_names.Token(key)], [ToValue(onlyVersion)], cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <remarks>
    /// Those who wait ask again and again, up to four times a second, and are served in no order. A holder who is slower than
    /// <paramref name="lifetime"/> has lost the lease without being told, and giving it back then takes it from nobody. A lease that cannot be
    /// given back expires.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is less than a millisecond.</exception>
    public async ValueTask<IAsyncDisposable> LeaseAsync(TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromMilliseconds(1));
        return await RedisLease.AcquireAsync(_database, _names.Lease(key), lifetime, cancellationToken).ConfigureAwait(false);
    }

    private static RedisValue ToValue(long? version) => version ?? RedisValue.EmptyString;

    // Random, as a count could begin anew: with a deleted token, or with a replica that takes over and had not heard of the last ones.
    private static RedisValue NewVersion()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToInt64(bytes) & long.MaxValue;
    }
}
