namespace OAuthClient.Login;

/// <summary>
/// The facts that the host gave about a login: the user, the return URL, and the services for receivers.
/// </summary>
internal sealed record LoginContext(OAuthUser User, string ReturnUrl, IServiceProvider? Services);
