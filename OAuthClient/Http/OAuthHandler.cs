using System.Net.Http.Json;
using OAuthClient.Internal;

namespace OAuthClient.Http;

/// <summary>
/// Attaches a user's token to calls, or signs them. A call to an origin that the provider does not name is sent without
/// the token, and its answer is not read. Thread-safe.
/// </summary>
/// <remarks>
/// Make it the innermost handler: a signed call must not change afterwards. It keeps no token: each call reads the
/// token from the store.
/// </remarks>
public sealed class OAuthHandler : DelegatingHandler
{
    private readonly OAuthDance _dance;
    private readonly Func<HttpRequestMessage, ApiAuthorization> _authorize;
    private readonly Lock _lock = new();
    private bool _isInnerShared;
    private volatile bool _isTransportChecked;

    /// <summary>Creates the handler of a session.</summary>
    /// <param name="session">The session whose token is attached.</param>
    /// <param name="inner">
    /// The handler that sends the calls, disposed together with the new handler. It must follow no redirects and keep
    /// no cookies. Without it, <see cref="DelegatingHandler.InnerHandler"/> may be set before the first call, as
    /// factories of clients do. The default is the dance's own handler; all sessions share it, so it is not disposed.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The handler follows redirects or keeps cookies. A handler that is set later is refused by the first call, with
    /// an <see cref="InvalidOperationException"/>. A handler of a kind that .NET does not know is trusted.
    /// </exception>
    public OAuthHandler(OAuthSession session, HttpMessageHandler? inner = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        _dance = session.Dance;
        _authorize = _ => session.Authorization;
        SetInner(inner);
    }

    /// <summary>
    /// Creates a handler for the calls of many users. Each call names its user with
    /// <see cref="OAuthRequestUser.ForUser"/>.
    /// </summary>
    /// <param name="dance">The dance whose sessions are used.</param>
    /// <param name="user">
    /// Gets the user of a call that names none. Without it, or when it returns <see cref="OAuthUser.Unknown"/>, such a
    /// call throws an <see cref="InvalidOperationException"/>.
    /// </param>
    /// <param name="inner">As for a handler of one session.</param>
    /// <exception cref="ArgumentException">As for a handler of one session.</exception>
    public OAuthHandler(
        OAuthDance dance, Func<HttpRequestMessage, OAuthUser>? user = null, HttpMessageHandler? inner = null)
    {
        ArgumentNullException.ThrowIfNull(dance);
        _dance = dance;
        _authorize = request => OAuthRequestUser.Authorize(request, dance, user);
        SetInner(inner);
    }

    private OAuthProtocol Protocol => _dance.Protocol;

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!_isTransportChecked)
            PrepareTransport();
        var authorization = _authorize(request);
        // Read before the call is signed: another call may correct the clock meanwhile.
        var clockOffset = Protocol.ClockOffset;
        var attaching = authorization.AttachAsync(request, cancellationToken);
        var call = new AttachedCall(authorization, request, null, clockOffset);
        // When the token is available synchronously, the call needs no async state machine.
        return attaching.IsCompletedSuccessfully
            ? SendAsync(call with { Token = attaching.Result }, cancellationToken)
            : AttachThenSendAsync(attaching, call, cancellationToken);
    }

    /// <summary>Throws: a synchronous call would be sent without the token.</summary>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException(
            "A token is attached asynchronously, since its store may be far away. Call SendAsync instead of Send.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => base.Dispose(disposing && !_isInnerShared);

    private void SetInner(HttpMessageHandler? inner)
    {
        if (inner is null)
            return;
        TransportCheck.ThrowIfUnsafe(inner, $"The handler {nameof(inner)}");
        InnerHandler = inner;
    }

    private void PrepareTransport()
    {
        lock (_lock)
        {
            if (_isTransportChecked)
                return;
            if (InnerHandler is null)
            {
                _isInnerShared = true;
                InnerHandler = _dance.Dependencies.Http;
            }
            TransportCheck.ThrowIfUnsafeToSend(InnerHandler, $"The {nameof(InnerHandler)} of {nameof(OAuthHandler)}");
            _isTransportChecked = true;
        }
    }

    private Task<HttpResponseMessage> SendAsync(AttachedCall call, CancellationToken cancellationToken)
    {
        var sending = base.SendAsync(call.Request, cancellationToken);
        if (call.Token is null || (!Protocol.CorrectsClock && !call.Authorization.ReadsAnswers(call.Token)))
            return sending;
        return IsAccepted(new(sending)) ? sending : SendWithRetryAsync(sending, call, cancellationToken);
    }

    private bool IsAccepted(ValueTask<HttpResponseMessage> sending) =>
        sending.IsCompletedSuccessfully && !Protocol.ReadsSuccess && sending.Result.IsSuccessStatusCode;

    private async Task<HttpResponseMessage> AttachThenSendAsync(
        ValueTask<OAuthToken?> attaching, AttachedCall call, CancellationToken cancellationToken)
    {
        var token = await attaching.ConfigureAwait(false);
        return await SendAsync(call with { Token = token }, cancellationToken).ConfigureAwait(false);
    }

    // Each cause has one repetition: a call may need a nonce, another clock and, besides, a new token.
    private async Task<HttpResponseMessage> SendWithRetryAsync(
        Task<HttpResponseMessage> sending, AttachedCall call, CancellationToken cancellationToken)
    {
        var used = RetryCauses.None;
        while (true)
        {
            var answer = await sending.ConfigureAwait(false);
            answer.RequestMessage ??= call.Request;
            RetryCauses cause;
            try
            {
                cause = await FindRetryCauseAsync(answer, call, used, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                answer.Dispose();
                throw;
            }
            if (cause == RetryCauses.None)
                return answer;
            used |= cause;
            var trace = _dance.Dependencies.Trace;
            trace.ApiCallRetried(call.Authorization.StoredKey, call.Token, cause.ToString().ToLowerInvariant());
            answer.Dispose();
            var clockOffset = Protocol.ClockOffset;
            var token = await call.Authorization.AttachAsync(call.Request, cancellationToken).ConfigureAwait(false);
            call = call with { Token = token, ClockOffset = clockOffset };
            sending = base.SendAsync(call.Request, cancellationToken);
        }
    }

    private async ValueTask<RetryCauses> FindRetryCauseAsync(
        HttpResponseMessage answer, AttachedCall call, RetryCauses used, CancellationToken cancellationToken)
    {
        // A transport may have followed a redirect. An origin that must not get the token teaches nothing.
        if (call.Token is not { } token || !call.Authorization.IsTokenOrigin(answer.RequestMessage!.RequestUri))
            return RetryCauses.None;
        var content = call.Request.Content;
        if (await call.Authorization.ReadAnswerAsync(answer, token, cancellationToken).ConfigureAwait(false))
        {
            var mayRepeat = !used.HasFlag(RetryCauses.Extension) && IsRepeatable(content);
            return mayRepeat ? RetryCauses.Extension : RetryCauses.None;
        }
        if (await IsClockCorrectedAsync(answer, call.ClockOffset, cancellationToken).ConfigureAwait(false)
            && !used.HasFlag(RetryCauses.Clock)
            && IsRepeatable(content))
        {
            return RetryCauses.Clock;
        }
        var isReplaced = !used.HasFlag(RetryCauses.Token)
            && call.Authorization.CanReplace(token)
            && await TryReplaceTokenAsync(answer, call, cancellationToken).ConfigureAwait(false);
        return isReplaced ? RetryCauses.Token : RetryCauses.None;
    }

    private async ValueTask<bool> IsClockCorrectedAsync(
        HttpResponseMessage answer, TimeSpan usedOffset, CancellationToken cancellationToken) =>
        Protocol.CorrectsClock
        && await Protocol.CorrectClockAsync(answer, usedOffset, cancellationToken).ConfigureAwait(false);

    private async ValueTask<bool> TryReplaceTokenAsync(
        HttpResponseMessage answer, AttachedCall call, CancellationToken cancellationToken)
    {
        if (!await Protocol.RefusesTokenAsync(answer, cancellationToken).ConfigureAwait(false))
            return false;
        try
        {
            if (!await call.Authorization.ReplaceAsync(call.Token!, cancellationToken).ConfigureAwait(false))
                return false;
        }
        catch (OAuthException failure) when (failure.Kind == OAuthOutcomeKind.ProviderFailed)
        {
            // The provider gives no new token for now, so the caller gets the 401 of the API.
            return false;
        }
        if (IsRepeatable(call.Request.Content))
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

    /// <summary>A call as it is sent.</summary>
    /// <param name="Authorization">The authorization of the call.</param>
    /// <param name="Request">The request.</param>
    /// <param name="Token">The token that was attached; null when none was.</param>
    /// <param name="ClockOffset">The offset of the provider's clock from before the call was signed.</param>
    private readonly record struct AttachedCall(
        ApiAuthorization Authorization, HttpRequestMessage Request, OAuthToken? Token, TimeSpan ClockOffset);

    [Flags]
    private enum RetryCauses
    {
        None = 0,
        Extension = 1,
        Clock = 2,
        Token = 4,
    }
}
