using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace OAuthClient.Tests.Peers;

/// <summary>How a Redis stands.</summary>
public enum RedisKind
{
    Standalone,

    /// <summary>In cluster mode: a node that refuses what would lie on several nodes.</summary>
    Cluster,
}

/// <summary>Debian's Redis, and two machines that are connected to it.</summary>
/// <param name="Machines">Connections of their own; each stands for a machine.</param>
internal sealed record RedisPeer(IReadOnlyList<IConnectionMultiplexer> Machines)
{
    private const string Folder = "OAuthClient.Tests/Peers/redis";
    private static readonly Lazy<Task<RedisPeer>> Standalone = new(() => StartAsync("--appendonly", "no"));
    private static readonly Lazy<Task<RedisPeer>> Cluster = new(() => StartAsync(
        "--appendonly", "no", "--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1", "--cluster-port",
        $"{FreePort()}"));

    /// <summary>The peer, started by the first test that asks for it; the test is skipped if it cannot be had.</summary>
    public static Task<RedisPeer> GetAsync(RedisKind kind) =>
        Peers.OrSkipAsync(kind == RedisKind.Cluster ? Cluster : Standalone);

    /// <summary>A connection to the peer, for what cannot await.</summary>
    public static IDatabase Database(RedisKind kind, int machine = 0) =>
        GetAsync(kind).GetAwaiter().GetResult().Machines[machine].GetDatabase();

    /// <summary>Starts a server of the caller's own.</summary>
    /// <param name="port">Where it listens.</param>
    /// <param name="folder">Where it keeps things; - for a folder that goes with it.</param>
    /// <param name="options">More options of the server.</param>
    public static async Task<PeerProcess> LaunchServerAsync(int port, string folder, params IEnumerable<string> options)
    {
        if (!await IsInstalledAsync())
            throw new PeerMissingException("redis-server is not there (apt-get install redis-server)");
        return await PeerProcess.LaunchAsync(
            "/bin/sh", Repository.PathOf(Folder), ["server.sh", $"{port}", folder, .. options]);
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<RedisPeer> StartAsync(params IEnumerable<string> options)
    {
        var server = await LaunchServerAsync(FreePort(), "-", options);
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
