namespace OAuthClient.Extensions;

/// <summary>
/// Names the current user in each call that names none, before any other handler: a call that is sent again later, in
/// another flow, is still the same user's.
/// </summary>
internal sealed class CurrentUserHandler(string dance, CurrentUser? current) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.TryGetUser(out _, out _)
            ? base.SendAsync(request, cancellationToken)
            : NameThenSendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> NameThenSendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var user = current is null ? OAuthUser.Unknown : await current.FindAsync().ConfigureAwait(false);
        if (user.IsKnown)
            return await base.SendAsync(request.ForUser(user), cancellationToken).ConfigureAwait(false);
        throw new InvalidOperationException(
            $"A call with a token of '{dance}' names no user, and there is no current one. Name the user of the call, "
            + "request.ForUser(\"user-42\"), or of the client, factory.CreateClient(name, \"user-42\"); or set CurrentUser "
            + "of AddOAuthDance. On the web, RequireOAuth lets only users who are logged in pass.");
    }
}
