using System.Collections.Concurrent;
using System.Net.Sockets;

namespace OAuthClient.Native.Listening;

/// <summary>
/// Listens for the callback of a login on this machine's loopback address (RFC 8252 section 7.3), until it is disposed.
/// </summary>
/// <remarks>
/// It is not an <see cref="System.Net.HttpListener"/>: on Windows that listens on every interface and tells hosts apart
/// by header only; elsewhere it has no limits, takes no free port, and knows one address of <c>localhost</c>.
/// </remarks>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private const int MaxConnections = 64;
    private static readonly TimeSpan DeliveryTime = TimeSpan.FromSeconds(3);
    private readonly IReadOnlyList<Socket> _sockets;
    private readonly ConcurrentDictionary<long, LoopbackConnection> _connections = [];
    private readonly ConcurrentDictionary<long, Task> _running = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;
    private long _count;
    private int _isDisposed;

    private LoopbackListener(IReadOnlyList<Socket> sockets, RedirectAddress address)
    {
        _sockets = sockets;
        Address = address;
    }

    /// <summary>The redirect URI with the port that is bound.</summary>
    public RedirectAddress Address { get; }

    /// <exception cref="SocketException">A port is taken, or the system does not let the program listen.</exception>
    public static LoopbackListener Bind(RedirectAddress address)
    {
        var (sockets, bound) = LoopbackSockets.Bind(address);
        return new(sockets, bound);
    }

    /// <summary>Begins to answer. A browser that came before was kept waiting.</summary>
    public void Serve(RequestRules rules) =>
        _accepting = Task.WhenAll(_sockets.Select(socket => AcceptAsync(socket, rules)));

    /// <summary>Closes the port, and ends once the answers that are under way are delivered.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        foreach (var socket in _sockets)
            socket.Dispose();
        await _accepting.ConfigureAwait(false);
        foreach (var connection in _connections.Values)
            connection.StopReading();
        var ending = Task.WhenAll(_running.Values);
        await ending.WaitAsync(DeliveryTime, TimeProvider.System)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync().ConfigureAwait(false);
        await ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket socket, RequestRules rules)
    {
        while (true)
        {
            try
            {
                Start(await socket.AcceptAsync().ConfigureAwait(false), rules);
            }
            catch (Exception closed) when (closed is ObjectDisposedException or SocketException
            {
                SocketErrorCode: SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket,
            })
            {
                return;
            }
            // A browser gave up before it was accepted.
            catch (SocketException) { }
        }
    }

    private void Start(Socket socket, RequestRules rules)
    {
        var id = Interlocked.Increment(ref _count);
        var connection = new LoopbackConnection(socket, rules);
        _connections[id] = connection;
        var running = RunAsync(id, connection);
        if (!running.IsCompleted)
            _running[id] = running;
        if (_connections.Count > MaxConnections)
            DropOldest();
    }

    private async Task RunAsync(long id, LoopbackConnection connection)
    {
        using (connection)
            await connection.RunAsync(_stop.Token).ConfigureAwait(false);
        _connections.TryRemove(id, out _);
        _running.TryRemove(id, out _);
    }

    // Connections that say nothing must not keep the browser out.
    private void DropOldest()
    {
        var idle = _connections.Where(pair => !pair.Value.IsAnswering).Select(pair => pair.Key).Order();
        if (idle.FirstOrDefault() is var oldest and > 0 && _connections.TryGetValue(oldest, out var connection))
            connection.StopReading();
    }
}
