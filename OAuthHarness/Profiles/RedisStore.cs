using OAuthClient.Redis;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace OAuthHarness.Profiles;

/// <summary>Opens a Redis server.</summary>
internal static class RedisStore
{
    private const string Prefix = "oauth-harness";

    public static async Task<OpenedStore> OpenAsync(
        string connection, StoreSeal seal, CancellationToken cancellationToken)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(connection).WaitAsync(cancellationToken);
        var database = redis.GetDatabase();
        return new(new RedisTokenStore(database, seal, Prefix), new RedisRegistrationStore(database, seal, Prefix));
    }
}
