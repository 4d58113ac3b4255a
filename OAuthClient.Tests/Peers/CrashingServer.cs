using OAuthClient.EntityFrameworkCore;
using OAuthClient.Redis;
using OAuthClient.Tests.Storage;
using StackExchange.Redis;

namespace OAuthClient.Tests.Peers;

public enum ServerKind
{
    Postgres,
    Redis,
}

/// <summary>
/// A database server with a token store, for one test. The test can crash and restart the server, which then still has
/// all acknowledged writes.
/// </summary>
internal sealed class CrashingServer(
    ITokenStore tokens, Func<Task> crash, Func<Task> start, Func<ValueTask> end) : IAsyncDisposable
{
    public ITokenStore Tokens => tokens;

    public static Task<CrashingServer> CreateAsync(ServerKind kind) =>
        kind == ServerKind.Redis ? CreateRedisAsync() : CreatePostgresAsync();

    public Task CrashAsync() => crash();

    public Task RestartAsync() => start();

    public ValueTask DisposeAsync() => end();

    private static async Task<CrashingServer> CreatePostgresAsync()
    {
        var server = await PostgresPeer.LaunchSeparateAsync();
        var database = StoreDatabase.CreatePostgres(server);
        await using (var context = database.Open())
            await context.Database.EnsureCreatedAsync();
        return new(
            new EntityTokenStore(database.Open, Insecure.UnsealedTokens),
            () => server.SendCommandAsync("crash"),
            () => server.SendCommandAsync("start"),
            async () =>
            {
                database.Dispose();
                await server.StopAsync();
            });
    }

    private static async Task<CrashingServer> CreateRedisAsync()
    {
        var server = await CrashingRedis.CreateAsync();
        return new(
            new RedisTokenStore(server.Connection.GetDatabase(), Insecure.UnsealedTokens),
            server.CrashAsync,
            server.RestartAsync,
            server.DisposeAsync);
    }
}

/// <summary>
/// A Redis server that flushes each write to disk, and a connection that fails at once while the server is down.
/// </summary>
internal sealed class CrashingRedis(
    int port, DirectoryInfo folder, PeerProcess process, IConnectionMultiplexer connection) : IAsyncDisposable
{
    private PeerProcess _process = process;

    public IConnectionMultiplexer Connection => connection;

    public static async Task<CrashingRedis> CreateAsync()
    {
        var port = RedisPeer.FindFreePort();
        var folder = Directory.CreateTempSubdirectory("redis-");
        var process = await Peers.WaitOrSkipAsync(new Lazy<Task<PeerProcess>>(() => LaunchServerAsync(port, folder)));
        var options = ConfigurationOptions.Parse(process.Address);
        // With FailFast, a command fails at once while the server is down. By default, the command and the test wait
        // for the command's timeout.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.AbortOnConnectFail = false;
        options.ReconnectRetryPolicy = new LinearRetry(50);
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(100);
        return new(port, folder, process, await ConnectionMultiplexer.ConnectAsync(options));
    }

    public async Task CrashAsync() => await _process.DisposeAsync();

    public async Task RestartAsync()
    {
        _process = await LaunchServerAsync(port, folder);
        while (!connection.IsConnected)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await _process.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static Task<PeerProcess> LaunchServerAsync(int port, DirectoryInfo folder) =>
        RedisPeer.LaunchServerAsync(port, folder.FullName, "--appendonly", "yes", "--appendfsync", "always");
}
