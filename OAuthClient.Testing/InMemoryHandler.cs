namespace OAuthClient.Testing;

/// <summary>Answers requests by a function, without a network.</summary>
internal sealed class InMemoryHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await answer(request, cancellationToken).ConfigureAwait(false);
        response.RequestMessage = request;
        return response;
    }
}
