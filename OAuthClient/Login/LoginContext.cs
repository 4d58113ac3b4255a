namespace OAuthClient.Login;

/// <summary>What the host said about a login: its user, where it returns to, and the services of the call.</summary>
internal sealed record LoginContext(OAuthUser User, string ReturnUrl, IServiceProvider? Services);
