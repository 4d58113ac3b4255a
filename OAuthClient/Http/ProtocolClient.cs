using Flurl.Http;
using Flurl.Http.Content;
using OAuthClient.Internal;

namespace OAuthClient.Http;

/// <summary>
/// Posts forms to endpoints of the protocol: no redirect is followed, the time and the size are bounded, every status is an answer, and
/// no exception of the HTTP library gets out, for those hold whole addresses and bodies. Nothing is sent twice. Thread-safe.
/// </summary>
internal sealed class ProtocolClient
{
    private readonly OAuthDanceOptions _options;
    private readonly FlurlClient _flurl;

    public ProtocolClient(DanceDependencies dependencies)
    {
        _options = dependencies.Options;
        // RFC 9700 section 4.12: a redirect would carry the code and the secret elsewhere.
        _flurl = new FlurlClient(new HttpClient(new DefaultHeadersHandler(dependencies.Http), disposeHandler: false)).WithAutoRedirect(false).AllowAnyHttpStatus();
        // The deadline below is by the dance's clock, and holds for the body too.
        _flurl.Settings.Timeout = null;
    }

    public async Task<ProtocolAnswer> PostAsync(string endpoint, string body, string type, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.EndpointTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var request = _flurl.Request(endpoint);
            foreach (var (name, value) in headers)
                request.WithHeader(name, value);
            using var content = new CapturedStringContent(body, type);
            using var answer = await request.SendAsync(HttpMethod.Post, content, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return await AnswerReader.ReadAsync(answer.ResponseMessage, WithoutQuery(endpoint), _options.Time.GetUtcNow(), either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception failure) when (failure is not OAuthException)
        {
            throw deadline.IsCancellationRequested ? EndpointFailure.TimedOut(WithoutQuery(endpoint), _options.EndpointTimeout) : EndpointFailure.From(WithoutQuery(endpoint), failure);
        }
    }

    private static string WithoutQuery(string endpoint) => endpoint.Split('?')[0];

    // Added to the finished request, where it has none of that name: Flurl would copy headers of its own twice.
    private sealed class DefaultHeadersHandler(HttpMessageHandler transport) : DelegatingHandler(transport)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            AddIfMissing(request, UserAgent.HeaderName, UserAgent.Value);
            AddIfMissing(request, "Accept", "application/json, application/x-www-form-urlencoded;q=0.9");
            return base.SendAsync(request, cancellationToken);
        }

        private static void AddIfMissing(HttpRequestMessage request, string name, string value)
        {
            if (!request.Headers.NonValidated.Contains(name))
                request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
