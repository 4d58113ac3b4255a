namespace OAuthClient.Extensions;

/// <summary>Refuses a call that names a user, since it would be sent with the token of the program.</summary>
internal sealed class ApplicationHandler(string dance) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.TryGetUser(out var user, out _)
            ? throw new InvalidOperationException(
                $"The calls of this client have the program's own token of '{dance}', and this call names a user: "
                + $"'{user}'. Leave out ForUser, or send the call by a client with AddOAuth(\"{dance}\").")
            : base.SendAsync(request, cancellationToken);
}
