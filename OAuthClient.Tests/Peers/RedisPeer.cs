using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace OAuthClient.Tests.Peers;

/// <summary>The mode of a Redis server.</summary>
public enum RedisMode
{
    Standalone,

    /// <summary>Cluster mode: the server refuses commands whose Redis keys belong to different hash slots.</summary>
    Cluster,
}

/// <summary>Debian's Redis server, with two separate connections.</summary>
/// <param name="Machines">The connections; each represents one machine of the application.</param>
internal sealed record RedisPeer(IReadOnlyList<IConnectionMultiplexer> Machines)
{
    private const string ServerFolder = "OAuthClient.Tests/Peers/redis";
    private static readonly Lazy<Task<RedisPeer>> Standalone = new(() => StartAsync("--appendonly", "no"));
    private static readonly Lazy<Task<RedisPeer>> Cluster = new(() => StartAsync(
        "--appendonly", "no", "--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1", "--cluster-port",
        $"{FindFreePort()}"));

    /// <summary>Gets a server, started for the first test; skips the test if Redis is not installed.</summary>
    public static Task<RedisPeer> GetAsync(RedisMode kind) =>
        Peers.WaitOrSkipAsync(kind == RedisMode.Cluster ? Cluster : Standalone);

    /// <summary>Gets a connection to the server. Blocks the thread, for fixtures that cannot await.</summary>
    public static IDatabase GetDatabase(RedisMode kind, int machine = 0) =>
        GetAsync(kind).GetAwaiter().GetResult().Machines[machine].GetDatabase();

    /// <summary>Starts a Redis server that only the caller uses.</summary>
    /// <param name="port">The port of the server.</param>
    /// <param name="folder">The data folder; <c>-</c> for a temporary folder.</param>
    /// <param name="options">Additional options of the server.</param>
    public static async Task<PeerProcess> LaunchServerAsync(int port, string folder, params IEnumerable<string> options)
    {
        if (!await IsInstalledAsync())
            throw new PeerMissingException("redis-server is not there (apt-get install redis-server)");
        return await PeerProcess.LaunchAsync(
            "/bin/sh", Repository.PathOf(ServerFolder), ["server.sh", $"{port}", folder, .. options]);
    }

    /// <summary>Finds an unused TCP port.</summary>
    public static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<RedisPeer> StartAsync(params IEnumerable<string> options)
    {
        var server = await LaunchServerAsync(FindFreePort(), "-", options);
        return new(
            [
                await ConnectionMultiplexer.ConnectAsync(server.Address),
                await ConnectionMultiplexer.ConnectAsync(server.Address),
            ]);
    }

    private static async Task<bool> IsInstalledAsync()
    {
        try
        {
            using var process =
                Process.Start(new ProcessStartInfo("redis-server", ["--version"]) { RedirectStandardOutput = true })!;
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
