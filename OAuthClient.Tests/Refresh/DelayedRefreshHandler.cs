namespace OAuthClient.Tests.Refresh;

/// <summary>Lets refreshes wait, before they are sent or when they are answered.</summary>
internal sealed class DelayedRefreshHandler(
    HttpMessageHandler inner, TaskCompletionSource asked, Task go, bool isAnswered = false) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null
            || !(await request.Content.ReadAsStringAsync(cancellationToken)).Contains(
                "grant_type=refresh_token", StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);
        var answer = isAnswered ? await base.SendAsync(request, cancellationToken) : null;
        asked.TrySetResult();
        await go.WaitAsync(cancellationToken);
        return answer ?? await base.SendAsync(request, cancellationToken);
    }
}
