using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OAuthClient.Native.Listening;

/// <summary>Writes an answer, and closes the connection so that the browser has read it.</summary>
internal static class ResponseWriter
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);

    public static async Task WriteAsync(
        NetworkStream stream, LoopbackAnswer answer, bool hasBody, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(answer.Response.Body ?? "");
        var head = Encoding.ASCII.GetBytes(CreateHead(answer, body.Length));
        await stream.WriteAsync(hasBody ? [.. head, .. body] : head, cancellationToken).ConfigureAwait(false);
        await CloseAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    private static string CreateHead(LoopbackAnswer answer, int length)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Response.Status} {Reason(answer.Response.Status)}\r\n");
        foreach (var (name, value) in answer.Response.Headers.Concat(answer.Headers))
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value.ReplaceLineEndings(" ")}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        return head.Append("X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n").ToString();
    }

    // A connection that is closed with unread bytes is reset, and the browser loses what it has not read yet. So the
    // browser closes first.
    private static async Task CloseAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        stream.Socket.Shutdown(SocketShutdown.Send);
        using var drain = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        drain.CancelAfter(DrainTime);
        var rest = new byte[4096];
        while (await stream.ReadAsync(rest, drain.Token).ConfigureAwait(false) > 0) { }
    }

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        302 => "Found",
        303 => "See Other",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => status < 400 ? "OK" : "Error",
    };
}
