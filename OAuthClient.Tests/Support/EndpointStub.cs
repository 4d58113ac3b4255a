namespace OAuthClient.Tests;

/// <summary>
/// Answers requests to an address instead of the provider, which never hears of them; null lets one pass.
/// </summary>
internal sealed class EndpointStub(
    HttpMessageHandler inner, string pathEnd, Func<HttpRequestMessage, HttpResponseMessage?> answer)
        : DelegatingHandler(inner)
{
    private int _asked;

    /// <summary>How many requests went there.</summary>
    public int RequestCount => _asked;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.RequestUri!.AbsolutePath.EndsWith(pathEnd, StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);
        Interlocked.Increment(ref _asked);
        var instead = answer(request);
        if (instead is null)
            return await base.SendAsync(request, cancellationToken);
        instead.RequestMessage = request;
        return instead;
    }
}
