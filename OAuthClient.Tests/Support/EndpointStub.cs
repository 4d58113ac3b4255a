namespace OAuthClient.Tests;

/// <summary>
/// Answers the requests to one endpoint in place of the provider. A request whose answer is null goes to the provider.
/// </summary>
internal sealed class EndpointStub(
    HttpMessageHandler inner, string pathEnd, Func<HttpRequestMessage, HttpResponseMessage?> answer)
    : DelegatingHandler(inner)
{
    private int _requestCount;

    /// <summary>The number of requests to the endpoint.</summary>
    public int RequestCount => _requestCount;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.RequestUri!.AbsolutePath.EndsWith(pathEnd, StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);
        Interlocked.Increment(ref _requestCount);
        var response = answer(request);
        if (response is null)
            return await base.SendAsync(request, cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}
