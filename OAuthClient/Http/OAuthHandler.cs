using System.Net.Http.Json;

namespace OAuthClient.Http;

/// <summary>
/// Attaches a session's token to calls, or signs them. A call to an origin that the provider does not name is sent
/// without the token. Thread-safe.
/// </summary>
/// <remarks>Make it the innermost handler: a signed call must not change afterwards.</remarks>
public sealed class OAuthHandler : DelegatingHandler
{
    private readonly OAuthSession _session;
    private readonly bool _isInnerShared;

    /// <summary>Creates the handler of a session.</summary>
    /// <param name="session">The session whose token is attached.</param>
    /// <param name="inner">
    /// The handler that sends the calls, disposed together with the new handler. It must not follow redirects. The
    /// default is the dance's own handler, which follows no redirects; all sessions share it, so it is not disposed.
    /// </param>
    public OAuthHandler(OAuthSession session, HttpMessageHandler? inner = null)
        : base(inner ?? SharedTransport(session))
    {
        _session = session;
        _isInnerShared = inner is null;
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var attaching = _session.AttachAsync(request, cancellationToken);
        // When the token is available synchronously, the call needs no async state machine.
        return attaching.IsCompletedSuccessfully
            ? SendAsync(request, attaching.Result, cancellationToken)
            : AttachThenSendAsync(attaching, request, cancellationToken);
    }

    /// <summary>Throws: a synchronous call would be sent without the token.</summary>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException(
            "A token is attached asynchronously, since its store may be far away. Call SendAsync instead of Send.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => base.Dispose(disposing && !_isInnerShared);

    private Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, OAuthToken? attached, CancellationToken cancellationToken) =>
        _session.Dance.Protocol.CorrectsClock || (attached is not null && _session.ReadsAnswers(attached))
            ? SendWithRetryAsync(request, attached, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> AttachThenSendAsync(
        ValueTask<OAuthToken?> attaching, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var attached = await attaching.ConfigureAwait(false);
        return await SendAsync(request, attached, cancellationToken).ConfigureAwait(false);
    }

    // Each cause has one repetition: a call may need a nonce, another clock and, besides, a new token.
    private async Task<HttpResponseMessage> SendWithRetryAsync(
        HttpRequestMessage request, OAuthToken? attached, CancellationToken cancellationToken)
    {
        var used = RetryCauses.None;
        while (true)
        {
            var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            answer.RequestMessage ??= request;
            RetryCauses cause;
            try
            {
                cause = await FindRetryCauseAsync(answer, request, attached, used, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch
            {
                answer.Dispose();
                throw;
            }
            if (cause == RetryCauses.None)
                return answer;
            used |= cause;
            answer.Dispose();
            attached = await _session.AttachAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<RetryCauses> FindRetryCauseAsync(
        HttpResponseMessage answer,
        HttpRequestMessage request,
        OAuthToken? attached,
        RetryCauses used,
        CancellationToken cancellationToken)
    {
        var isAsked = attached is not null
            && await _session.ReadAnswerAsync(answer, attached, cancellationToken).ConfigureAwait(false);
        if (isAsked)
        {
            var mayRepeat = !used.HasFlag(RetryCauses.Extension) && IsRepeatable(request.Content);
            return mayRepeat ? RetryCauses.Extension : RetryCauses.None;
        }
        if (!used.HasFlag(RetryCauses.Clock)
            && await IsClockCorrectedAsync(answer, cancellationToken).ConfigureAwait(false)
            && IsRepeatable(request.Content))
        {
            return RetryCauses.Clock;
        }
        var isReplaced = !used.HasFlag(RetryCauses.Token)
            && attached is not null
            && _session.CanReplace(attached)
            && await TryReplaceTokenAsync(answer, request, attached, cancellationToken).ConfigureAwait(false);
        return isReplaced ? RetryCauses.Token : RetryCauses.None;
    }

    private async ValueTask<bool> IsClockCorrectedAsync(
        HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var protocol = _session.Dance.Protocol;
        return protocol.CorrectsClock
            && await protocol.CorrectClockAsync(answer, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> TryReplaceTokenAsync(
        HttpResponseMessage answer,
        HttpRequestMessage request,
        OAuthToken refused,
        CancellationToken cancellationToken)
    {
        if (!await _session.Dance.Protocol.RefusesTokenAsync(answer, cancellationToken).ConfigureAwait(false))
            return false;
        try
        {
            if (!await _session.ReplaceAsync(refused, cancellationToken).ConfigureAwait(false))
                return false;
        }
        catch (OAuthException failure) when (failure.Kind == OAuthOutcomeKind.ProviderFailed)
        {
            // The provider gives no new token for now, so the caller gets the 401 of the API.
            return false;
        }
        if (IsRepeatable(request.Content))
            return true;
        throw OAuthException.Failed(
            OAuthErrorCode.BodyNotRepeatable,
            "The provider took the token no longer, and the body of this call can be read only once, "
            + "so it was not sent again.",
            "The token is refreshed: make the call again. "
            + "A body that is a string, bytes, a form or JSON is sent again by itself.");
    }

    // The first call may have read a stream to its end: a second call would send an empty body.
    private static bool IsRepeatable(HttpContent? content) => content switch
    {
        null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent => true,
        MultipartContent parts => parts.All(IsRepeatable),
        _ => false,
    };

    private static HttpMessageHandler SharedTransport(OAuthSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Dance.Dependencies.Http;
    }

    [Flags]
    private enum RetryCauses
    {
        None = 0,
        Extension = 1,
        Clock = 2,
        Token = 4,
    }
}
