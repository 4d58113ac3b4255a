using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OAuthClient.Tests.Http;

/// <summary>
/// A server on loopback that sends exact bytes, valid HTTP or not. The next unused responder handles each request, over
/// any number of connections. When no responder is left, the server closes the connection.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<Func<RawConnection, Task>> _responders;
    private readonly ConcurrentQueue<RawRequest> _requests = [];
    private readonly Task _serving;
    private int _connections;

    public RawServer(params Func<RawConnection, Task>[] responders)
    {
        _responders = new(responders);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    public int Connections => _connections;

    /// <summary>The texts of the requests that arrived. Each text ends where the responder stopped reading.</summary>
    public IReadOnlyList<string> Requests => [.. _requests.Select(request => request.Text)];

    /// <summary>Creates a responder that reads a request, sends a JSON answer and keeps the connection open.</summary>
    public static Func<RawConnection, Task> RespondWithJson(string body, string headers = "") =>
        Respond($"HTTP/1.1 200 OK\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}");

    /// <summary>Creates a responder that reads a request and sends the exact text.</summary>
    public static Func<RawConnection, Task> Respond(string text) => async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync(text);
    };

    /// <summary>Creates a responder that reads a request, sends the exact text and closes the connection.</summary>
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
        catch (Exception stopped) when (
            stopped is OperationCanceledException or SocketException or InvalidOperationException)
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
                await (_responders.TryDequeue(out var responder) ? responder : RespondAndClose(""))(connection);
            }
        }
        catch (Exception closed) when (
            closed is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The client has closed the connection, or the test is over.
        }
    }
}

/// <summary>A request to a <see cref="RawServer"/>, as far as the responder has read the request.</summary>
internal sealed class RawRequest
{
    public string Text { get; set; } = "";
}

/// <summary>One connection to a <see cref="RawServer"/>.</summary>
internal sealed class RawConnection(Socket socket, CancellationToken stopping) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    public bool IsOpen { get; private set; } = true;

    /// <summary>Is cancelled when the server stops.</summary>
    public CancellationToken Stopping => stopping;

    /// <summary>The last request on this connection.</summary>
    public RawRequest Request { get; private set; } = new();

    /// <summary>Waits until a request arrives, without reading the request.</summary>
    public async Task<bool> WaitForRequestAsync()
    {
        Request = new();
        return await socket.ReceiveAsync(_buffer.AsMemory(0, 1), SocketFlags.Peek, stopping) > 0;
    }

    /// <summary>Reads a whole request, up to its Content-Length.</summary>
    public async Task ReadRequestAsync()
    {
        while (!IsWhole(Request.Text))
        {
            var count = await socket.ReceiveAsync(_buffer, SocketFlags.None, stopping);
            if (count == 0)
                return;
            Request.Text += Encoding.Latin1.GetString(_buffer, 0, count);
        }
    }

    public async Task SendAsync(string text) =>
        await socket.SendAsync(Encoding.Latin1.GetBytes(text), SocketFlags.None, stopping);

    public void Close()
    {
        IsOpen = false;
        socket.Shutdown(SocketShutdown.Both);
        socket.Close();
    }

    /// <summary>Resets the TCP connection, as a crashing server does.</summary>
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
        const string name = "Content-Length: ";
        var header = parts[0]
            .Split("\r\n")
            .FirstOrDefault(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        var length = header is null ? 0 : int.Parse(header[name.Length..], CultureInfo.InvariantCulture);
        return parts.Length == 2 && parts[1].Length >= length;
    }
}
