using System.Net.Sockets;

namespace OAuthClient.Native.Listening;

/// <summary>One connection: it reads one request, answers it, and ends.</summary>
internal sealed class LoopbackConnection(Socket socket, RequestRules rules) : IDisposable
{
    // A browser opens connections ahead, and may say nothing on them for long.
    private static readonly TimeSpan ReadTime = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _reading = new(ReadTime);
    private volatile bool _isAnswering;

    /// <summary>Whether a whole request has come.</summary>
    public bool IsAnswering => _isAnswering;

    /// <summary>Ends the connection, unless it is answering a request.</summary>
    public void StopReading()
    {
        try
        {
            _reading.Cancel();
        }
        // The connection has ended meanwhile.
        catch (ObjectDisposedException) { }
    }

    /// <param name="stop">Ends the connection in any state.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        var stream = new NetworkStream(socket, ownsSocket: true);
        await using var closing = stream.ConfigureAwait(false);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(stop, _reading.Token);
        try
        {
            var (answer, hasBody) = await AnswerAsync(stream, reading.Token, stop).ConfigureAwait(false);
            if (answer is not null)
                await ResponseWriter.WriteAsync(stream, answer, hasBody, stop).ConfigureAwait(false);
        }
        // The browser is gone, or said nothing in time.
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException) { }
    }

    public void Dispose() => _reading.Dispose();

    private async Task<(LoopbackAnswer? Answer, bool HasBody)> AnswerAsync(
        NetworkStream stream, CancellationToken reading, CancellationToken stop)
    {
        try
        {
            if (await new RequestReader(stream).ReadAsync(reading).ConfigureAwait(false) is not { } request)
                return (null, false);
            _isAnswering = true;
            var answer = await rules.AnswerAsync(request, stop).ConfigureAwait(false);
            return (answer, request.Method != "HEAD");
        }
        catch (BadRequestException refused)
        {
            return (LoopbackAnswer.Text(refused.Status, refused.Message), true);
        }
    }
}
