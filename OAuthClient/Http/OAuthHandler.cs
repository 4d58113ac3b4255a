using System.Net;
using System.Net.Http.Json;

namespace OAuthClient.Http;

/// <summary>
/// Attaches a session's token to calls, or signs them, as the last thing before they leave: nothing changes them afterwards. Calls to
/// origins that the provider does not name go out as they are. Put it innermost. Thread-safe.
/// </summary>
public sealed class OAuthHandler : DelegatingHandler
{
    private readonly OAuthSession _session;
    private readonly bool _isInnerShared;

    /// <summary>Makes the handler of a session.</summary>
    /// <param name="session">Whose token to use.</param>
    /// <param name="inner">What sends the calls, disposed with this. The dance's own by default, which follows no redirects and is not disposed, since all sessions share it. Another must not follow them either.</param>
    public OAuthHandler(OAuthSession session, HttpMessageHandler? inner = null) : base(inner ?? SharedTransport(session)) =>
        (_session, _isInnerShared) = (session, inner is null);

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var attached = _session.AttachAsync(request, cancellationToken);
        // With a store that answers at once there is nothing to wait for, and no state to keep meanwhile.
        return attached.IsCompletedSuccessfully ? SendAsync(request, attached.Result, cancellationToken) : AttachThenSendAsync(attached, request, cancellationToken);
    }

    /// <summary>Refused: without this it would go out without the token.</summary>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A token is attached asynchronously, since its store may be far away. Call SendAsync instead of Send.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => base.Dispose(disposing && !_isInnerShared);

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, OAuthToken? attached, CancellationToken cancellationToken) =>
        _session.Dance.Protocol.CorrectsClock || (attached is not null && _session.CanReplace(attached))
            ? SendWithRetryAsync(request, attached, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> AttachThenSendAsync(ValueTask<OAuthToken?> attaching, HttpRequestMessage request, CancellationToken cancellationToken) =>
        await SendAsync(request, await attaching.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private async Task<HttpResponseMessage> SendWithRetryAsync(HttpRequestMessage request, OAuthToken? attached, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!await ShouldRetryAsync(answer, request, attached, cancellationToken).ConfigureAwait(false))
                return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
        answer.Dispose();
        await _session.AttachAsync(request, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> ShouldRetryAsync(HttpResponseMessage answer, HttpRequestMessage request, OAuthToken? attached, CancellationToken cancellationToken) =>
        _session.Dance.Protocol.CorrectsClock
            ? await _session.Dance.Protocol.CorrectClockAsync(answer, cancellationToken).ConfigureAwait(false) && IsRepeatable(request.Content)
            : await TryReplaceTokenAsync(answer, request, attached!, cancellationToken).ConfigureAwait(false);

    // RFC 6750 section 3.1: a token that has ended or was revoked is answered with 401.
    private async ValueTask<bool> TryReplaceTokenAsync(HttpResponseMessage answer, HttpRequestMessage request, OAuthToken refused, CancellationToken cancellationToken)
    {
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
            return false;
        try
        {
            if (!await _session.ReplaceAsync(refused, cancellationToken).ConfigureAwait(false))
                return false;
        }
        catch (OAuthException failure) when (failure.Kind == OAuthOutcomeKind.ProviderFailed)
        {
            // There is no other for now; what the API said is the answer.
            return false;
        }
        if (IsRepeatable(request.Content))
            return true;
        throw OAuthException.Failed(
            OAuthErrorCode.BodyNotRepeatable,
            "The provider took the token no longer, and the body of this call can be read only once, so it was not sent again.",
            "The token is refreshed: make the call again. A body that is a string, bytes, a form or JSON is sent again by itself.");
    }

    // A stream may have been read to its end, and would be sent empty.
    private static bool IsRepeatable(HttpContent? content) => content is null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent || (content is MultipartContent parts && parts.All(IsRepeatable));

    private static HttpMessageHandler SharedTransport(OAuthSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Dance.Dependencies.Http;
    }
}
