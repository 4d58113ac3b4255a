using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OAuthClient.Tests.Http;

/// <summary>
/// A server on loopback that says what it is told to, byte for byte, whatever HTTP has to say about it. It takes one
/// turn for each request that arrives, in
/// order, over however many connections; a request without a turn is closed on.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<Func<RawConnection, Task>> _responders;
    private readonly ConcurrentQueue<RawRequest> _requests = [];
    private readonly Task _serving;
    private int _connections;

    public RawServer(params Func<RawConnection, Task>[] turns)
    {
        _responders = new(turns);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    public int Connections => _connections;

    /// <summary>The requests that arrived, each as far as it was read.</summary>
    public IReadOnlyList<string> Requests => [.. _requests.Select(request => request.Text)];

    /// <summary>Reads a request and says this, as an answer of HTTP 1.1 that keeps the connection.</summary>
    public static Func<RawConnection, Task> RespondWithJson(string body, string headers = "") =>
        Respond($"HTTP/1.1 200 OK\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}");

    /// <summary>Reads a request and says this, to the letter.</summary>
    public static Func<RawConnection, Task> Respond(string text) => async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync(text);
    };

    /// <summary>Reads a request, says this, and hangs up.</summary>
    public static Func<RawConnection, Task> RespondAndClose(string text) => async connection =>
    {
        await Respond(text)(connection);
        connection.Close();
    };

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                Interlocked.Increment(ref _connections);
                connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException
            or SocketException
            or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = new RawConnection(socket, _stopping.Token);
        try
        {
            while (connection.IsOpen && await connection.WaitForRequestAsync())
            {
                _requests.Enqueue(connection.Request);
                await (_responders.TryDequeue(out var turn) ? turn : RespondAndClose(""))(connection);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException
            or SocketException
            or IOException
            or ObjectDisposedException)
        {
            // The client has hung up, or the test is over.
        }
    }
}

/// <summary>A request to a <see cref="RawServer"/>, as far as it was read.</summary>
internal sealed class RawRequest
{
    public string Text { get; set; } = "";
}

/// <summary>One connection to a <see cref="RawServer"/>, and what can be done on it.</summary>
internal sealed class RawConnection(Socket socket, CancellationToken stopping) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    public bool IsOpen { get; private set; } = true;

    /// <summary>The last request.</summary>
    public RawRequest Request { get; private set; } = new();

    /// <summary>Waits for a request, without reading any of it.</summary>
    public async Task<bool> WaitForRequestAsync()
    {
        Request = new();
        return await socket.ReceiveAsync(_buffer.AsMemory(0, 1), SocketFlags.Peek, stopping) > 0;
    }

    /// <summary>Reads a whole request, which says how long it is.</summary>
    public async Task ReadRequestAsync()
    {
        while (!IsWhole(Request.Text)
            && await socket.ReceiveAsync(_buffer, SocketFlags.None, stopping) is > 0 and var read)
            Request.Text += Encoding.Latin1.GetString(_buffer, 0, read);
    }

    public async Task SendAsync(string text) =>
        await socket.SendAsync(Encoding.Latin1.GetBytes(text), SocketFlags.None, stopping);

    public void Close()
    {
        IsOpen = false;
        socket.Shutdown(SocketShutdown.Both);
        socket.Close();
    }

    /// <summary>Drops the connection in the middle, as a crash does.</summary>
    public void Reset()
    {
        IsOpen = false;
        socket.LingerState = new(true, 0);
        socket.Close();
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(string request)
    {
        var parts = request.Split("\r\n\r\n", 2);
        var length = parts[0]
            .Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))?[16..]
                ?? "0";
        return parts.Length == 2 && parts[1].Length >= int.Parse(length);
    }
}
