using StackExchange.Redis;

namespace OAuthClient.Redis;

/// <summary>A lease: a key that only its owner deletes, and that the server deletes when it lapses.</summary>
internal sealed class RedisLease : IAsyncDisposable
{
    private const string Release = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
        return 0
        """;

    private readonly IDatabase _database;
    private readonly RedisKey _key;
    private readonly RedisValue _owner = Convert.ToHexStringLower(Random());

    private RedisLease(IDatabase database, RedisKey key) => (_database, _key) = (database, key);

    public static async ValueTask<RedisLease> TakeAsync(IDatabase database, RedisKey key, TimeSpan lapse, CancellationToken cancellationToken)
    {
        var lease = new RedisLease(database, key);
        var pauses = new Pauses();
        cancellationToken.ThrowIfCancellationRequested();
        while (!await lease.TryTakeAsync(lapse, cancellationToken).ConfigureAwait(false))
            await pauses.PauseAsync(cancellationToken).ConfigureAwait(false);
        return lease;
    }

    public ValueTask DisposeAsync() => new(GiveBackAsync());

    private async ValueTask<bool> TryTakeAsync(TimeSpan lapse, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.StringSetAsync(_key, _owner, lapse, When.NotExists).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The server may have given it, or be about to: nobody is to wait for a holder who has left.
            _ = GiveBackAsync();
            throw;
        }
    }

    private async Task GiveBackAsync()
    {
        try
        {
            await _database.ScriptEvaluateAsync(Release, [_key], [_owner]).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            // What was done under the lease is done all the same, and the lease lapses by itself.
        }
    }

    private static byte[] Random()
    {
        var bytes = new byte[16];
        OAuthRandom.Secure.Fill(bytes);
        return bytes;
    }
}
