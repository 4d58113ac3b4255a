using System.Security.Cryptography;
using StackExchange.Redis;

namespace OAuthClient.Redis;

/// <summary>A lease: a key that only its owner deletes, and that expires by itself.</summary>
internal sealed class RedisLease : IAsyncDisposable
{
    private const string ReleaseScript = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
        return 0
        """;

    private readonly IDatabase _database;
    private readonly RedisKey _key;
    private readonly RedisValue _owner = Convert.ToHexStringLower(RandomBytes());

    private RedisLease(IDatabase database, RedisKey key)
    {
        _database = database;
        _key = key;
    }

    public static async ValueTask<RedisLease> AcquireAsync(
        IDatabase database, RedisKey key, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var lease = new RedisLease(database, key);
        var delay = new PollingDelay();
        cancellationToken.ThrowIfCancellationRequested();
        while (!await lease.TryAcquireAsync(lifetime, cancellationToken).ConfigureAwait(false))
            await delay.WaitAsync(cancellationToken).ConfigureAwait(false);
        return lease;
    }

    public ValueTask DisposeAsync() => new(ReleaseAsync());

    private async ValueTask<bool> TryAcquireAsync(TimeSpan lifetime, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.StringSetAsync(_key, _owner, lifetime, When.NotExists)
                .WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The server may have set the key, or may set it yet: without a release, others would wait for it.
            _ = ReleaseAsync();
            throw;
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await _database.ScriptEvaluateAsync(ReleaseScript, [_key], [_owner]).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            // The work under the lease has been done, and the lease expires by itself.
        }
    }

    private static byte[] RandomBytes()
    {
        var bytes = new byte[16];
        RandomNumberGenerator.Fill(bytes);
        return bytes;
    }
}
