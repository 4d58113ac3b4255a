using StackExchange.Redis;

namespace OAuthClient.Redis;

/// <summary>
/// How both stores talk to the server: to the primary, for a replica may not know yet; and in scripts, which the server runs one after the
/// other. Whoever stops waiting does not undo what was sent.
/// </summary>
internal sealed class RedisCommands(IDatabase database)
{
    public async ValueTask<RedisValue[]> ReadAsync(RedisKey key, RedisValue[] fields, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await database.HashGetAsync(key, fields, CommandFlags.DemandMaster).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a script that answers 1 or 0.</summary>
    public async ValueTask<bool> RunAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return (bool)await database.ScriptEvaluateAsync(script, keys, values).WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
