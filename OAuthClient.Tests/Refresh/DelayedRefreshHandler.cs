namespace OAuthClient.Tests.Refresh;

/// <summary>
/// A handler that delays a refresh request, or the answer to a refresh request, until a task completes.
/// </summary>
internal sealed class DelayedRefreshHandler(
    HttpMessageHandler inner, TaskCompletionSource arrived, Task release, bool isAnswered = false)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (!body.Contains("grant_type=refresh_token", StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);
        var answer = isAnswered ? await base.SendAsync(request, cancellationToken) : null;
        arrived.TrySetResult();
        await release.WaitAsync(cancellationToken);
        return answer ?? await base.SendAsync(request, cancellationToken);
    }
}
