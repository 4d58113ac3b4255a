namespace OAuthClient.Tests;

/// <summary>
/// A handler that answers requests to one endpoint in place of the provider. When the given answer to a request is
/// null, the request goes to the provider.
/// </summary>
internal sealed class EndpointStub(
    HttpMessageHandler inner, string pathEnd, Func<HttpRequestMessage, HttpResponseMessage?> answer)
    : DelegatingHandler(inner)
{
    private int _requestCount;

    /// <summary>The number of requests to the endpoint, including requests that went to the provider.</summary>
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
