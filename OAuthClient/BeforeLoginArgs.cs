using OAuthClient.Login;

namespace OAuthClient;

/// <summary>The args of <c>oauth_before_login</c>: a user is about to be sent to the provider.</summary>
public sealed class BeforeLoginArgs : DanceArgs
{
    internal BeforeLoginArgs(Uri authorizationUrl, LoginContext context) : base(context) =>
        AuthorizationUrl = authorizationUrl;

    /// <summary>The address where the user will log in.</summary>
    /// <remarks>The address holds the state of the login, a secret, so keep the address out of logs.</remarks>
    public Uri AuthorizationUrl { get; }
}
