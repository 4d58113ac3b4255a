namespace OAuthClient;

/// <summary>What the host said about a login, for the args of signals.</summary>
internal sealed record DanceHost(OAuthUser User, string ReturnUrl, IServiceProvider? Services);
