using OAuthClient.Login;

namespace OAuthClient;

/// <summary>The args of every signal of a login: its user, where it returns to, and the services of the host.</summary>
/// <remarks>Immutable. A dance makes it.</remarks>
public abstract class DanceArgs
{
    private readonly LoginContext _context;

    private protected DanceArgs(LoginContext context) => _context = context;

    /// <summary>The user who began the login.</summary>
    /// <value>
    /// <see cref="OAuthUser.Unknown"/> when the login is to tell who the user is, or when the login could not be found.
    /// </value>
    public OAuthUser User => _context.User;

    /// <summary>Where the user goes when the login has ended.</summary>
    /// <value>The default is <c>/</c>.</value>
    public string ReturnUrl => _context.ReturnUrl;

    /// <summary>The services that the host gave for this call, so that a receiver reaches its own database.</summary>
    /// <value>Null when the host gave none.</value>
    public IServiceProvider? Services => _context.Services;
}

/// <summary>The args of <c>oauth_before_login</c>: a user is about to be sent to the provider.</summary>
public sealed class BeforeLoginArgs : DanceArgs
{
    internal BeforeLoginArgs(Uri authorizationUrl, LoginContext context) : base(context) =>
        AuthorizationUrl = authorizationUrl;

    /// <summary>The address where the user will log in.</summary>
    /// <remarks>It holds the state, so keep it from logs.</remarks>
    public Uri AuthorizationUrl { get; }
}

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

/// <summary>The args of <c>oauth_token_refreshed</c>: a new token is stored in the place of the old one.</summary>
/// <remarks>Immutable. A dance makes it.</remarks>
public sealed class TokenRefreshedArgs
{
    internal TokenRefreshedArgs(OAuthToken token, OAuthUser user, string account)
    {
        Token = token;
        User = user;
        Account = account;
    }

    /// <summary>The new token.</summary>
    public OAuthToken Token { get; }

    /// <summary>The user of the token.</summary>
    public OAuthUser User { get; }

    /// <summary>The user's account at the provider.</summary>
    public string Account { get; }
}

/// <summary>The args of <c>oauth_error</c>: a login went wrong. One shape for both protocols and all causes.</summary>
public sealed class ErrorArgs : DanceArgs
{
    internal ErrorArgs(OAuthError error, Exception? exception, LoginContext context) : base(context)
    {
        Error = error;
        Exception = exception;
    }

    /// <summary>The failure.</summary>
    public OAuthError Error { get; }

    /// <summary>The exception of a store, a receiver or another class of the host.</summary>
    /// <value>Null when no class of the host threw.</value>
    public Exception? Exception { get; }
}
