using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.Discovery;

/// <summary>
/// Gets documents from hosts that an outsider may have named. It follows no redirect and reads 64 KiB at most.
/// Thread-safe.
/// </summary>
internal sealed class DocumentClient(HttpMessageHandler handler, bool ownsHandler, TimeProvider time) : IDisposable
{
    private const int Ok = 200;
    private readonly HttpMessageInvoker _http = new(handler, ownsHandler);

    /// <returns>The document; null when the host says that there is none.</returns>
    /// <exception cref="OAuthException">The host gave no document that can be used.</exception>
    /// <exception cref="OperationCanceledException">The cancellation token was cancelled.</exception>
    public async Task<FetchedDocument?> FindAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            // A handler of the host may ignore its cancellation.
            var sending = SendAsync(url, cancellationToken);
            HostDeadline.Observe(sending);
            return await sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception failure) when (failure is not OAuthException)
        {
            throw EndpointFailure.FromException(url, failure, "Try again later.");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<FetchedDocument?> SendAsync(string url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation(UserAgent.HeaderName, UserAgent.HeaderValue);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        using var answer = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        if (IsMissing(answer, url, now))
            return null;
        DocumentType.ThrowIfNotJson(answer, url);
        var body = await DocumentBody.ReadAsync(answer, url, cancellationToken).ConfigureAwait(false);
        return new(url, body, CacheLifetime.Of(answer, now));
    }

    private static bool IsMissing(HttpResponseMessage answer, string url, DateTimeOffset now)
    {
        var status = (int)answer.StatusCode;
        switch (status)
        {
            case Ok:
                return false;
            // A condition was not sent, so the answer that it holds is a fault and no redirect.
            case 304:
                throw MetadataError.WrongStatus(url, status);
            case >= 300 and < 400:
                throw MetadataError.Redirected(url, status, AnswerReader.FindRedirectTarget(answer, url));
            case 408 or 425 or 429 or 503:
                throw MetadataError.Busy(url, status, AnswerHeaders.ParseRetryAfter(answer.Headers, now));
            case >= 400 and < 500:
                return true;
            default:
                throw MetadataError.WrongStatus(url, status);
        }
    }
}
