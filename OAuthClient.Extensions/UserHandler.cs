namespace OAuthClient.Extensions;

/// <summary>Names the user of each call.</summary>
internal sealed class UserHandler(HttpMessageHandler shared, OAuthUser user, string account) : DelegatingHandler(shared)
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request.ForUser(user, account), cancellationToken);
}
