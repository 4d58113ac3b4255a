using System.Text;

namespace OAuthClient.Native.Listening;

/// <summary>Reads one request from a connection, within limits.</summary>
internal sealed class RequestReader(Stream stream)
{
    private const int MaxHeadLength = 64 * 1024;
    private const int MaxBodyLength = 64 * 1024;
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] GoOn = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();
    private byte[] _buffer = new byte[4096];
    private int _length;

    /// <returns>The request; null if the connection ended before.</returns>
    /// <exception cref="BadRequestException">The request cannot be read.</exception>
    public async Task<LoopbackRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await ReadHeadAsync(cancellationToken).ConfigureAwait(false) is not { } headLength)
            return null;
        var request = RequestHead.Parse(Encoding.Latin1.GetString(_buffer, 0, headLength));
        var bodyLength = RequestHead.ReadLength(request, MaxBodyLength);
        if (bodyLength == 0)
            return request;
        if (string.Equals(request["Expect"], "100-continue", StringComparison.OrdinalIgnoreCase))
            await stream.WriteAsync(GoOn, cancellationToken).ConfigureAwait(false);
        var start = headLength + HeadEnd.Length;
        while (_length < start + bodyLength)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
                return null;
        }
        return request with { Body = Encoding.Latin1.GetString(_buffer, start, bodyLength) };
    }

    private async Task<int?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_buffer.AsSpan(0, _length).IndexOf(HeadEnd) is var end and >= 0)
                return end;
            // A browser that tries TLS first sends a byte that begins no method, and would wait for an answer.
            if (_length > 0 && !char.IsAsciiLetterUpper((char)_buffer[0]))
                throw new BadRequestException(400, "This is plain HTTP.");
            if (_length >= MaxHeadLength)
                throw new BadRequestException(431, "The headers are too large.");
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
                return null;
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_length == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var count = await stream.ReadAsync(_buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false);
        _length += count;
        return count > 0;
    }
}
