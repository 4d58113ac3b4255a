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

/// <summary>A server of one test's own that keeps tokens, crashes when told to, and comes again with all that it had acknowledged.</summary>
internal sealed class CrashingServer(ITokenStore tokens, Func<Task> crash, Func<Task> start, Func<ValueTask> end) : IAsyncDisposable
{
    public ITokenStore Tokens => tokens;

    public static Task<CrashingServer> BeginAsync(ServerKind kind) => kind == ServerKind.Redis ? RedisAsync() : PostgresAsync();

    public Task CrashAsync() => crash();

    public Task StartAsync() => start();

    public ValueTask DisposeAsync() => end();

    private static async Task<CrashingServer> PostgresAsync()
    {
        var server = await PostgresPeer.OwnAsync();
        var database = StoreDatabase.Postgres(server);
        await using (var context = database.Open())
            await context.Database.EnsureCreatedAsync();
        return new(new EntityTokenStore(database.Open, Insecure.UnsealedTokens), () => server.TellAsync("crash"), () => server.TellAsync("start"), async () =>
        {
            database.Dispose();
            await server.EndAsync();
        });
    }

    private static async Task<CrashingServer> RedisAsync()
    {
        var server = await CrashingRedis.BeginAsync();
        return new(new RedisTokenStore(server.Connection.GetDatabase(), Insecure.UnsealedTokens), server.CrashAsync, server.StartAsync, server.DisposeAsync);
    }
}

/// <summary>A Redis that writes all to its disk at once, and a connection that tells at once when it is away.</summary>
internal sealed class CrashingRedis(int port, DirectoryInfo folder, PeerProcess process, IConnectionMultiplexer connection) : IAsyncDisposable
{
    private PeerProcess _process = process;

    public IConnectionMultiplexer Connection => connection;

    public static async Task<CrashingRedis> BeginAsync()
    {
        var (port, folder) = (RedisPeer.FreePort(), Directory.CreateTempSubdirectory("redis-"));
        var process = await Peers.OrSkipAsync(new Lazy<Task<PeerProcess>>(() => ServeAsync(port, folder)));
        var options = ConfigurationOptions.Parse(process.Address);
        // Without this a command waits for the server until it has waited long enough, and so would the test.
        (options.BacklogPolicy, options.AbortOnConnectFail) = (BacklogPolicy.FailFast, false);
        (options.ReconnectRetryPolicy, options.HeartbeatInterval) = (new LinearRetry(50), TimeSpan.FromMilliseconds(100));
        return new(port, folder, process, await ConnectionMultiplexer.ConnectAsync(options));
    }

    public async Task CrashAsync() => await _process.DisposeAsync();

    public async Task StartAsync()
    {
        _process = await ServeAsync(port, folder);
        while (!connection.IsConnected)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await _process.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static Task<PeerProcess> ServeAsync(int port, DirectoryInfo folder) => RedisPeer.BeginAsync(port, folder.FullName, "--appendonly", "yes", "--appendfsync", "always");
}
