using OAuthClient.Login;

namespace OAuthClient;

/// <summary>The args of <c>oauth_authorized</c>: the provider gave a token that is not stored yet.</summary>
public sealed class AuthorizedArgs : DanceArgs
{
    internal AuthorizedArgs(OAuthToken token, OAuthSession session, OAuthCallback callback, LoginContext context)
        : base(context)
    {
        Token = token;
        Session = session;
        Callback = callback;
    }

    /// <summary>The token that the provider gave.</summary>
    public OAuthToken Token { get; }

    /// <summary>A session that calls the provider's API with <see cref="Token"/>, to learn who logged in.</summary>
    /// <remarks>The session never stores or refreshes the token.</remarks>
    public OAuthSession Session { get; }

    /// <summary>
    /// The callback of the login. It may hold further parameters: Apple's holds the user's name, QuickBooks' the
    /// company's id.
    /// </summary>
    public OAuthCallback Callback { get; }
}
