using OAuthClient.Http;

namespace OAuthClient.Discovery;

/// <summary>Reads a document. The bytes are counted: the announced length is ignored.</summary>
internal static class DocumentBody
{
    public const int MaxBytes = 64 * 1024;

    /// <exception cref="OAuthException">The document is too large, or broke off.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage answer, string url, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = await FillAsync(buffer, answer, url, cancellationToken).ConfigureAwait(false);
        return length <= MaxBytes
            ? buffer.AsMemory(0, length)
            : throw EndpointFailure.TooLarge(url, (int)answer.StatusCode, MaxBytes);
    }

    private static async Task<int> FillAsync(
        byte[] buffer, HttpResponseMessage answer, string url, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            throw MetadataError.BrokenOff(url);
        }
    }
}
