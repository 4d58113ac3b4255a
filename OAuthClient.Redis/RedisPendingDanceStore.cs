using System.Globalization;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace OAuthClient.Redis;

/// <summary>
/// Keeps pending dances in Redis: any machine that shares the server and the prefix can finish what another began. The server lets go of
/// each after twice its lifetime, so that one that has only just expired can still be called expired; and it holds a bounded number for
/// each browser and in all, and drops the oldest first. It does not encrypt them. Thread-safe, and yours to keep: it never closes the connection.
/// </summary>
/// <remarks>
/// While the server is away each call throws what StackExchange.Redis throws: a <see cref="RedisException"/>, or a
/// <see cref="TimeoutException"/>. All dances of one prefix lie on one node of a cluster, and its scripts change several keys at once.
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
        if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
        return redis.call('HSETNX', KEYS[1], 'outcome', ARGV[1])
        """;

    private static readonly RedisValue[] DanceFields = ["dance"];
    private static readonly RedisValue[] OutcomeFields = ["callback", "taken_at", "outcome"];
    private readonly RedisCommands _commands;
    private readonly RedisKeyNames _names;
    private readonly TimeProvider _time;
    private readonly int _perBrowser, _capacity;

    /// <summary>Makes a store.</summary>
    /// <param name="database">Where it keeps them: <c>connection.GetDatabase()</c>.</param>
    /// <param name="prefix">What the names of its keys begin with; two programs with different prefixes do not see each other's dances.</param>
    /// <param name="time">The clock that says when a dance was taken; the system's by default. What has expired is the server's to say.</param>
    /// <param name="perBrowser">How many it holds for one browser.</param>
    /// <param name="capacity">How many it holds in all: whoever begins logins without a cookie is a new browser each time. What ends first goes first.</param>
    /// <exception cref="ArgumentException">The prefix is empty, or has a brace; or it would hold none.</exception>
    public RedisPendingDanceStore(IDatabase database, string prefix = "oauth", TimeProvider? time = null, int perBrowser = 10, int capacity = 100_000)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perBrowser);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        (_commands, _names, _time, _perBrowser, _capacity) = (new(database), new(prefix), time ?? TimeProvider.System, perBrowser, capacity);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A dance has this id already.</exception>
    public async ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dance);
        var kept = (long)Math.Ceiling(2 * (dance.ExpiresAt - dance.CreatedAt).TotalMilliseconds);
        RedisKey[] keys = [_names.Dance(dance.Id), _names.Browser(dance.BrowserKeyDigest), _names.DancesByExpiry];
        if (!await _commands.RunAsync(SaveScript, keys, [StoreFormat.Write(dance), kept, _perBrowser, _capacity], cancellationToken).ConfigureAwait(false))
            throw new InvalidOperationException("A pending dance has this id already; ids must be random.");
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">What lies there is not what this store writes.</exception>
    public async ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        await _commands.ReadAsync(_names.Dance(id), DanceFields, cancellationToken).ConfigureAwait(false) is [{ IsNull: false } dance]
            ? StoreFormat.ReadPendingDance((byte[])dance!)
            : null;

    /// <inheritdoc/>
    public ValueTask<bool> TakeAsync(string id, string callbackDigest, CancellationToken cancellationToken = default) =>
        _commands.RunAsync(TakeScript, [_names.Dance(id)], [callbackDigest, _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)], cancellationToken);

    /// <inheritdoc/>
    public async ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default) =>
        await _commands.RunAsync(FinishScript, [_names.Dance(id)], [StoreFormat.Write(outcome)], cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <remarks>It asks the server again and again, up to four times a second, until the outcome is there or the dance is gone.</remarks>
    /// <exception cref="DamagedRecordException">What lies there is not what this store writes.</exception>
    public async ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken = default)
    {
        var pauses = new PollingDelay();
        while (await _commands.ReadAsync(_names.Dance(id), OutcomeFields, cancellationToken).ConfigureAwait(false) is [{ IsNull: false } callback, var takenAt, var outcome])
        {
            if (!outcome.IsNull)
                return new(callback.ToString(), ParseTime(takenAt.ToString()), StoreFormat.ReadOutcome((byte[])outcome!));
            await pauses.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        return null;
    }

    private static DateTimeOffset ParseTime(string takenAt) =>
        DateTimeOffset.TryParseExact(takenAt, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new DamagedRecordException("The record of a dance has lost when it was taken: something else writes under this store's prefix.");
}
