using System.Globalization;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace OAuthClient.Redis;

/// <summary>
/// Keeps pending dances in Redis: any machine that shares the server and the prefix can finish a login that another
/// began.
/// </summary>
/// <remarks>
/// <para>
/// The server deletes a dance after twice its lifetime, so that a callback shortly after the expiry is called expired
/// and not unknown. The number of dances is limited, for each browser and in all, and the oldest are deleted first.
/// </para>
/// <para>The store does not encrypt dances, and does not close the connection. Thread-safe.</para>
/// <para>
/// While the server cannot be reached, each call throws a <see cref="RedisException"/> or a
/// <see cref="TimeoutException"/> of StackExchange.Redis. All dances of one prefix lie on one node of a cluster,
/// because scripts change several keys at once.
/// </para>
/// </remarks>
public sealed class RedisPendingDanceStore : IPendingDanceStore
{
    private const string SaveScript = """
        if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
        redis.call('HSET', KEYS[1], 'dance', ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
        redis.call('RPUSH', KEYS[2], KEYS[1])
        while redis.call('LLEN', KEYS[2]) > tonumber(ARGV[3]) do
            local lost = redis.call('LPOP', KEYS[2])
            redis.call('DEL', lost)
            redis.call('ZREM', KEYS[3], lost)
        end
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', string.format('%.0f', now))
        redis.call('ZADD', KEYS[3], string.format('%.0f', now + ARGV[2] * 1000), KEYS[1])
        while redis.call('ZCARD', KEYS[3]) > tonumber(ARGV[4]) do redis.call('DEL', redis.call('ZPOPMIN', KEYS[3])[1]) end
        for all = 2, 3 do
            if redis.call('PTTL', KEYS[all]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[all], ARGV[2]) end
        end
        return 1
        """;

    private const string TakeScript = """
        if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HSETNX', KEYS[1], 'callback', ARGV[1]) == 0 then return 0 end
        redis.call('HSET', KEYS[1], 'taken_at', ARGV[2])
        return 1
        """;

    private const string FinishScript = """
        if redis.call('HEXISTS', KEYS[1], 'callback') == 0 then return 0 end
        return redis.call('HSETNX', KEYS[1], 'outcome', ARGV[1])
        """;

    private static readonly RedisValue[] DanceFields = ["dance"];
    private static readonly RedisValue[] OutcomeFields = ["callback", "taken_at", "outcome"];
    private readonly RedisCommands _commands;
    private readonly RedisKeyNames _names;
    private readonly TimeProvider _time;
    private readonly int _capacityPerBrowser;
    private readonly int _capacity;

    /// <summary>Creates a store.</summary>
    /// <param name="database">The database: <c>connection.GetDatabase()</c>.</param>
    /// <param name="prefix">
    /// The prefix of all keys. Programs with different prefixes do not see each other's dances.
    /// </param>
    /// <param name="time">
    /// The clock for when a dance was taken; the system's by default. The server's clock decides when a dance expires.
    /// </param>
    /// <param name="capacityPerBrowser">How many dances it keeps for one browser.</param>
    /// <param name="capacity">
    /// How many dances it keeps in all; the first to expire are deleted first. A client that begins logins without a
    /// cookie counts as a new browser each time.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The prefix is empty or has a brace, or a capacity is less than one.
    /// </exception>
    public RedisPendingDanceStore(
        IDatabase database,
        string prefix = "oauth",
        TimeProvider? time = null,
        int capacityPerBrowser = 10,
        int capacity = 100_000)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacityPerBrowser);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _commands = new(database);
        _names = new(prefix);
        _time = time ?? TimeProvider.System;
        _capacityPerBrowser = capacityPerBrowser;
        _capacity = capacity;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A dance has this id already.</exception>
    public async ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dance);
        var milliseconds = (long)Math.Ceiling(2 * (dance.ExpiresAt - dance.CreatedAt).TotalMilliseconds);
        RedisKey[] keys = [_names.Dance(dance.Id), _names.Browser(dance.BrowserKeyDigest), _names.DancesByExpiry];
        RedisValue[] values = [StoreFormat.Write(dance), milliseconds, _capacityPerBrowser, _capacity];
        if (!await _commands.RunAsync(SaveScript, keys, values, cancellationToken).ConfigureAwait(false))
            throw new InvalidOperationException("A pending dance has this id already; ids must be random.");
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">The record was not written by this store.</exception>
    public async ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        var fields = await _commands.ReadAsync(_names.Dance(id), DanceFields, cancellationToken).ConfigureAwait(false);
        return fields is [{ IsNull: false } dance] ? StoreFormat.ReadPendingDance((byte[])dance!) : null;
    }

    /// <inheritdoc/>
    public ValueTask<bool> TakeAsync(string id, string callbackDigest, CancellationToken cancellationToken = default)
    {
        var now = _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        return _commands.RunAsync(TakeScript, [_names.Dance(id)], [callbackDigest, now], cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default)
    {
        RedisValue[] values = [StoreFormat.Write(outcome)];
        await _commands.RunAsync(FinishScript, [_names.Dance(id)], values, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// It polls the server, up to four times a second, until the outcome is there or the dance is gone.
    /// </remarks>
    /// <exception cref="DamagedRecordException">The record was not written by this store.</exception>
    public async ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken = default)
    {
        var key = _names.Dance(id);
        var delay = new PollingDelay();
        while (true)
        {
            var fields = await _commands.ReadAsync(key, OutcomeFields, cancellationToken).ConfigureAwait(false);
            if (fields is not [{ IsNull: false } callback, var takenAt, var outcome])
                return null;
            if (!outcome.IsNull)
            {
                var time = ParseTime(takenAt.ToString());
                return new(callback.ToString(), time, StoreFormat.ReadOutcome((byte[])outcome!));
            }
            await delay.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static DateTimeOffset ParseTime(string takenAt) =>
        DateTimeOffset.TryParseExact(takenAt, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new DamagedRecordException(
                "The record of a dance has lost when it was taken: something else writes under this store's prefix.");
}
