namespace OAuthClient.Extensions;

/// <summary>Names the user of each call of a client that belongs to one user.</summary>
internal sealed class UserHandler(HttpMessageHandler shared, OAuthUser user, string account) : DelegatingHandler(shared)
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isOthers = request.TryGetUser(out var named, out var namedAccount)
            && (named != user || namedAccount != account);
        return isOthers
            ? throw new InvalidOperationException(
                $"The client belongs to one user, and the call names another: '{named}' is not '{user}', or the account "
                + "is another. Send the call by a client that is created without a user.")
            : base.SendAsync(request.ForUser(user, account), cancellationToken);
    }
}
