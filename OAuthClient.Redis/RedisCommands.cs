using StackExchange.Redis;

namespace OAuthClient.Redis;

/// <summary>
/// The commands of both stores. They read from the primary, because a replica may be behind, and write in scripts.
/// </summary>
/// <remarks>
/// The server runs one script at a time. Cancelling ends the wait and does not undo a command that was sent.
/// </remarks>
internal sealed class RedisCommands(IDatabase database)
{
    public async ValueTask<RedisValue[]> ReadAsync(
        RedisKey key, RedisValue[] fields, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await database.HashGetAsync(key, fields, CommandFlags.DemandMaster)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a Lua script that returns 1 or 0.</summary>
    public async ValueTask<bool> RunAsync(
        string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return (bool)await database.ScriptEvaluateAsync(script, keys, values)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
