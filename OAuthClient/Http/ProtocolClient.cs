using Flurl.Http;
using Flurl.Http.Content;
using OAuthClient.Internal;

namespace OAuthClient.Http;

/// <summary>
/// Sends requests to the endpoints of the protocol. It follows no redirect, limits the time and the size, returns an
/// answer of any status, and sends nothing twice. Thread-safe.
/// </summary>
/// <remarks>No exception of the HTTP library is passed on: its message may hold an address or a body.</remarks>
internal sealed class ProtocolClient
{
    private readonly OAuthDanceOptions _options;
    private readonly FlurlClient _flurl;
    private readonly HttpMessageHandler _transport;
    private readonly DanceTrace _trace;
    private volatile bool _isTransportChecked;

    public ProtocolClient(DanceDependencies dependencies)
    {
        _options = dependencies.Options;
        _trace = dependencies.Trace;
        Deadline = dependencies.Deadline;
        _transport = dependencies.ProtocolHttp;
        // RFC 9700 section 4.12: a redirect would carry the code and the secret elsewhere.
        var http = new HttpClient(new DefaultHeadersHandler(_transport), disposeHandler: false);
        _flurl = new FlurlClient(http).WithAutoRedirect(false).AllowAnyHttpStatus();
        // PostAsync has its own deadline, which uses the dance's clock and includes the body.
        _flurl.Settings.Timeout = null;
    }

    /// <summary>The deadline of classes of the host that complete a request.</summary>
    public HostDeadline Deadline { get; }

    /// <summary>Sends a request, and traces it.</summary>
    /// <exception cref="OAuthException">The endpoint gave no answer that can be read.</exception>
    public async Task<ProtocolAnswer> SendAsync(ProtocolRequest request, CancellationToken cancellationToken)
    {
        ThrowIfTransportUnsafe();
        using var trace = _trace.StartRequest(request.Endpoint, request.Address);
        ProtocolAnswer? answer = null;
        OAuthError? error = null;
        try
        {
            return answer = await SendUntracedAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OAuthException failure)
        {
            error = failure.Error;
            throw;
        }
        finally
        {
            trace.End(answer?.Status, error);
            if (_trace.IsHeard)
                trace.Tell(new ProtocolExchange(request, answer, _trace.RedirectUri).Trace(error?.Code ?? "canceled"));
        }
    }

    private async Task<ProtocolAnswer> SendUntracedAsync(
        ProtocolRequest request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.EndpointTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var content = request.Body is { } body ? new CapturedStringContent(body, request.ContentType) : null;
        try
        {
            var sent = _flurl.Request(request.Url);
            foreach (var (name, value) in request.Headers)
                sent.WithHeader(name, value);
            // A handler of the host may ignore its cancellation.
            var sending = SendAsync(sent, request.Method, content, either.Token);
            HostDeadline.Observe(sending);
            return await sending.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception failure) when (failure is not OAuthException)
        {
            throw deadline.IsCancellationRequested
                ? EndpointFailure.TimedOut(request.Address, _options.EndpointTimeout)
                : EndpointFailure.FromException(request.Address, failure);
        }
    }

    private async Task<ProtocolAnswer> SendAsync(
        IFlurlRequest request, HttpMethod method, HttpContent? content, CancellationToken cancellationToken)
    {
        using var answer = await request
            .SendAsync(method, content, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        var now = _options.Time.GetUtcNow();
        var endpoint = request.Url.ToString().Split('?')[0];
        return await AnswerReader.ReadAsync(answer.ResponseMessage, endpoint, now, cancellationToken)
            .ConfigureAwait(false);
    }

    // The last handler of a chain may be attached after the dance was made.
    private void ThrowIfTransportUnsafe()
    {
        if (_isTransportChecked)
            return;
        TransportCheck.ThrowIfUnsafeToSend(_transport, $"{nameof(OAuthDanceOptions)}.{nameof(OAuthDanceOptions.Http)}");
        _isTransportChecked = true;
    }

    // Adds headers to the finished request, unless the request has them already: default headers of Flurl would be sent
    // twice.
    private sealed class DefaultHeadersHandler(HttpMessageHandler transport) : DelegatingHandler(transport)
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            AddIfMissing(request, UserAgent.HeaderName, UserAgent.HeaderValue);
            AddIfMissing(request, "Accept", "application/json, application/x-www-form-urlencoded;q=0.9");
            // A server that says in its answer that it closes the connection cannot close it in silence.
            request.Headers.ConnectionClose = true;
            return base.SendAsync(request, cancellationToken);
        }

        private static void AddIfMissing(HttpRequestMessage request, string name, string value)
        {
            if (!request.Headers.NonValidated.Contains(name))
                request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
