using System.Buffers;
using System.Text;

namespace OAuthClient.Http;

/// <summary>
/// Reads an answer. The bytes alone decide: the announced length, charset and content coding are ignored.
/// </summary>
internal static class AnswerReader
{
    private const int MaxBytes = 1024 * 1024;
    private const int InitialBufferSize = 4 * 1024;

    public static async Task<ProtocolAnswer> ReadAsync(
        HttpResponseMessage answer, string endpoint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var status = (int)answer.StatusCode;
        if (status is >= 300 and < 400)
            return new(endpoint, status, "") { RedirectTarget = FindRedirectTarget(answer, endpoint) };
        var (body, isWhole) = await ReadBodyAsync(answer.Content, cancellationToken).ConfigureAwait(false);
        return new(endpoint, status, body ?? throw EndpointFailure.TooLarge(endpoint, status, MaxBytes))
        {
            IsComplete = isWhole,
            RetryAfter = AnswerHeaders.ParseRetryAfter(answer.Headers, now),
            Challenge = AnswerHeaders.FindChallenge(answer.Headers),
            Date = answer.Headers.Date,
            ContentType = answer.Content.Headers.ContentType?.MediaType,
            Headers = answer.Headers,
        };
    }

    // The query, the fragment and the user name of the target may be secrets.
    public static string? FindRedirectTarget(HttpResponseMessage answer, string endpoint) =>
        Uri.TryCreate(new(endpoint), answer.Headers.Location, out var target)
        && (target.Scheme == Uri.UriSchemeHttps || target.Scheme == Uri.UriSchemeHttp)
            ? target.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : null;

    private static async Task<(string? Text, bool IsWhole)> ReadBodyAsync(
        HttpContent content, CancellationToken cancellationToken)
    {
        // The buffer will hold a token, so it is cleared before it goes back to the pool.
        var buffer = ArrayPool<byte>.Shared.Rent(InitialBufferSize);
        var length = 0;
        try
        {
            using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return (Decode(buffer, length), true);
                length += read;
                if (length > MaxBytes)
                    return (null, true);
                if (length == buffer.Length)
                    buffer = Grow(buffer);
            }
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (Decode(buffer, length), false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return larger;
    }

    // RFC 8259 section 8.1: JSON is UTF-8; a byte order mark may be ignored.
    private static string Decode(byte[] buffer, int length) =>
        Encoding.UTF8.GetString(buffer, 0, length).TrimStart('\uFEFF');
}
