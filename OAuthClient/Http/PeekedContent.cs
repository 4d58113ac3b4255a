using System.Net;
using System.Text;

namespace OAuthClient.Http;

/// <summary>A content whose first bytes have been read already: a reader gets them again, and then the rest.</summary>
internal sealed class PeekedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly byte[] _start;
    private readonly Stream _rest;

    private PeekedContent(HttpContent inner, byte[] start, Stream rest)
    {
        _inner = inner;
        _start = start;
        _rest = rest;
        foreach (var (name, values) in inner.Headers.NonValidated)
            Headers.TryAddWithoutValidation(name, values);
    }

    /// <summary>Reads the start of an answer's body as UTF-8. The answer's content stays readable.</summary>
    public static async Task<string> ReadStartAsync(
        HttpResponseMessage answer, int maxBytes, CancellationToken cancellationToken)
    {
        var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[maxBytes];
        var length = await stream.ReadAtLeastAsync(buffer, maxBytes, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        answer.Content = new PeekedContent(answer.Content, buffer[..length], stream);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_start, cancellationToken).ConfigureAwait(false);
        await _rest.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    // A caller that streams the body does not wait for its end.
    protected override Task<Stream> CreateContentReadStreamAsync() =>
        Task.FromResult<Stream>(new PeekedStream(_start, _rest));

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }
}
