namespace OAuthClient.Testing;

/// <summary>
/// A JSON document that goes on as fast as it is read. It breaks off at 256 mebibytes, so that a server whose client
/// has left does not send for ever.
/// </summary>
internal sealed class EndlessJsonStream : EndlessStream
{
    private const long Limit = 256L * 1024 * 1024;

    private long _sent;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_sent >= Limit)
            throw new IOException("The pretend provider breaks off.");
        var start = _sent == 0 ? "{\"issuer\":\""u8 : [];
        buffer.Span.Fill((byte)'a');
        start[..Math.Min(start.Length, buffer.Length)].CopyTo(buffer.Span);
        _sent += buffer.Length;
        return ValueTask.FromResult(buffer.Length);
    }
}
