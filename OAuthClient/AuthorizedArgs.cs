using OAuthClient.Login;

namespace OAuthClient;

/// <summary>The args of <c>oauth_authorized</c>: the provider gave a token, and it is not stored yet.</summary>
public sealed class AuthorizedArgs : DanceArgs
{
    internal AuthorizedArgs(OAuthToken token, OAuthSession session, OAuthCallback callback, LoginContext context)
        : base(context)
    {
        Token = token;
        Session = session;
        Callback = callback;
    }

    /// <summary>The token.</summary>
    public OAuthToken Token { get; }

    /// <summary>A session that calls the provider's API with this very token, to learn who logged in.</summary>
    /// <remarks>It never stores or refreshes the token.</remarks>
    public OAuthSession Session { get; }

    /// <summary>
    /// The callback, with further parameters: Apple's has the user's name, QuickBooks' the company's id.
    /// </summary>
    public OAuthCallback Callback { get; }
}
