using OAuthClient.Internal;
using OAuthClient.Login;

namespace OAuthClient;

/// <summary>The args of <c>oauth_authorized</c>: the provider gave a token that is not stored yet.</summary>
public sealed class AuthorizedArgs : DanceArgs
{
    internal AuthorizedArgs(LoginGrant grant, OAuthSession session, OAuthCallback callback, LoginContext context)
        : base(context)
    {
        Token = grant.Token;
        Findings = grant.Findings;
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

    /// <summary>
    /// The findings of the provider's extensions (<see cref="OAuth2.OAuth2Extension"/>) about the token, such as an
    /// identity: <c>args.Findings.OfType&lt;Identity&gt;()</c>.
    /// </summary>
    /// <value>Empty without extensions.</value>
    public IReadOnlyList<object> Findings { get; }
}
