using System.Net;
using System.Net.Sockets;
using System.Text;
using OAuthClient.Native.Listening;

namespace OAuthClient.Tests.Native;

/// <summary>A listener whose callbacks a test counts, and raw sockets to talk to it.</summary>
internal sealed class ListenerSetup : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private int _callbacks;

    public ListenerSetup(
        string redirectUri = "http://127.0.0.1/callback", bool takesForms = false, Func<Task>? answering = null)
    {
        Listener = LoopbackListener.Bind(RedirectAddress.TryParse(redirectUri)!);
        Listener.Serve(new(Listener.Address, takesForms, async (request, _) =>
        {
            Interlocked.Increment(ref _callbacks);
            if (answering is not null)
                await answering();
            return LoopbackAnswer.Text(200, $"got {request.Target} {request.Body}");
        }));
    }

    public LoopbackListener Listener { get; }

    public int Port => Listener.Address.Port;

    /// <summary>The number of callbacks that the login learned of.</summary>
    public int Callbacks => _callbacks;

    public string Get(string target = "/callback?code=c") => $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\n\r\n";

    /// <summary>Sends a text, and reads the answer until the listener closes the connection.</summary>
    public async Task<string> ExchangeAsync(string sent)
    {
        using var client = await ConnectAsync();
        await client.SendAsync(Encoding.Latin1.GetBytes(sent));
        return await ReadAsync(client);
    }

    public async Task<Socket> ConnectAsync(IPAddress? address = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(address ?? IPAddress.Loopback, Port));
        return socket;
    }

    public static async Task<string> ReadAsync(Socket client)
    {
        await using var stream = new NetworkStream(client);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync().WaitAsync(Patience);
    }

    /// <summary>Whether a port of the loopback address is open.</summary>
    public static async Task<bool> IsOpenAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => Listener.DisposeAsync();
}
