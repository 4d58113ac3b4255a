using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OAuthClient.Tests.Native;

/// <summary>An endpoint that gives every request the same answer.</summary>
internal sealed class RefusingEndpoint : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _answering;

    public RefusingEndpoint(HttpStatusCode status, string body)
    {
        _listener.Start();
        _answering = AnswerAsync($"HTTP/1.1 {(int)status} No\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
    }

    public string Url => $"http://{_listener.LocalEndpoint}/";

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _answering;
    }

    private async Task AnswerAsync(string answer)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                await stream.ReadAtLeastAsync(new byte[64 * 1024], 1);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
        }
        // The test has ended.
        catch (SocketException) { }
    }
}
