namespace OAuthClient.Testing;

/// <summary>A JSON document of which a byte comes every few milliseconds, for ever.</summary>
internal sealed class DrippingStream : EndlessStream
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        if (buffer.IsEmpty)
            return 0;
        buffer.Span[0] = (byte)' ';
        return 1;
    }
}
