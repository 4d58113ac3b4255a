namespace OAuthClient.Login;

/// <summary>A login as the host described it: its user, where it returns to, and the services of the call.</summary>
internal sealed record LoginContext(OAuthUser User, string ReturnUrl, IServiceProvider? Services);
