using System.Security.Cryptography;
using StackExchange.Redis;

namespace OAuthClient.Redis;

/// <summary>Records with versions, each a hash in Redis. Each write is one script. Thread-safe.</summary>
/// <param name="database">The database.</param>
/// <param name="field">The field of the hash that has the record, such as token.</param>
internal sealed class RedisRecords(IDatabase database, string field)
{
    private const string PutScript = """
        local as_expected = redis.call('HGET', KEYS[1], 'version') == ARGV[1]
        if ARGV[1] == '' then as_expected = redis.call('EXISTS', KEYS[1]) == 0 end
        if not as_expected then return 0 end
        redis.call('HSET', KEYS[1], 'version', ARGV[2], ARGV[4], ARGV[3])
        return 1
        """;

    private const string DeleteScript = """
        if ARGV[1] ~= '' and redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return 0 end
        return redis.call('DEL', KEYS[1])
        """;

    private readonly RedisCommands _commands = new(database);
    private readonly RedisValue[] _fields = ["version", field];

    /// <summary>Reads a record and its version; null when none is stored.</summary>
    public async ValueTask<(byte[] Record, long Version)?> GetAsync(RedisKey key, CancellationToken cancellationToken)
    {
        var values = await _commands.ReadAsync(key, _fields, cancellationToken).ConfigureAwait(false);
        return values switch
        {
            [{ IsNull: true }, { IsNull: true }] => null,
            [var version, { IsNull: false } record] when version.TryParse(out long number) =>
                ((byte[])record!, number),
            _ => throw new DamagedRecordException(
                $"The record of a {field} has lost its version or its {field}: "
                + "something else writes under this store's prefix."),
        };
    }

    public ValueTask<bool> PutAsync(
        RedisKey key, byte[] record, long? expectedVersion, CancellationToken cancellationToken)
    {
        RedisValue[] values = [ToValue(expectedVersion), NewVersion(), record, field];
        return _commands.RunAsync(PutScript, [key], values, cancellationToken);
    }

    public async ValueTask DeleteAsync(RedisKey key, long? onlyVersion, CancellationToken cancellationToken)
    {
        RedisValue[] values = [ToValue(onlyVersion)];
        await _commands.RunAsync(DeleteScript, [key], values, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="ArgumentOutOfRangeException">The lifetime is less than a millisecond.</exception>
    public async ValueTask<IAsyncDisposable> LeaseAsync(
        RedisKey key, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromMilliseconds(1));
        return await RedisLease.AcquireAsync(database, key, lifetime, cancellationToken).ConfigureAwait(false);
    }

    private static RedisValue ToValue(long? version) => version ?? RedisValue.EmptyString;

    // The version is random, because a counter could repeat: after a record was deleted, or after a failover to a
    // replica that was behind.
    private static RedisValue NewVersion()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToInt64(bytes) & long.MaxValue;
    }
}
