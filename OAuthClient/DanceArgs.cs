namespace OAuthClient;

/// <summary>What every signal of a dance tells: whose login it is, and the host's services. Immutable; made by the dance.</summary>
public abstract class DanceArgs
{
    private protected DanceArgs(OAuthUser user, string returnUrl, IServiceProvider? services) =>
        (User, ReturnUrl, Services) = (user, returnUrl, services);

    /// <summary>Who began the login; <see cref="OAuthUser.Unknown"/> when the login is to tell, or could not be found.</summary>
    public OAuthUser User { get; }

    /// <summary>Where the user wants to be afterwards; <c>/</c> when nobody said.</summary>
    public string ReturnUrl { get; }

    /// <summary>The services that the host gave for this call, so that a receiver reaches its own database; null when it gave none.</summary>
    public IServiceProvider? Services { get; }
}

/// <summary>The args of <c>oauth_before_login</c>: somebody is about to be sent to the provider.</summary>
public sealed class BeforeLoginArgs : DanceArgs
{
    internal BeforeLoginArgs(Uri authorizationUrl, OAuthUser user, string returnUrl, IServiceProvider? services) : base(user, returnUrl, services) =>
        AuthorizationUrl = authorizationUrl;

    /// <summary>Where the user will log in. It holds the state, so keep it from logs.</summary>
    public Uri AuthorizationUrl { get; }
}

/// <summary>The args of <c>oauth_authorized</c>: the provider gave a token, and it is not stored yet.</summary>
public sealed class AuthorizedArgs : DanceArgs
{
    internal AuthorizedArgs(OAuthToken token, OAuthSession session, OAuthCallback callback, DanceHost host)
        : base(host.User, host.ReturnUrl, host.Services) => (Token, Session, Callback) = (token, session, callback);

    /// <summary>The token.</summary>
    public OAuthToken Token { get; }

    /// <summary>Calls the provider's API with this very token, to learn who logged in. It never stores or refreshes it.</summary>
    public OAuthSession Session { get; }

    /// <summary>The callback, for what a provider tells in it besides: Apple the user's name, QuickBooks the company's id.</summary>
    public OAuthCallback Callback { get; }
}

/// <summary>The args of <c>oauth_token_refreshed</c>: a new token is stored in the old one's place.</summary>
public sealed class TokenRefreshedArgs
{
    internal TokenRefreshedArgs(OAuthToken token, OAuthUser user, string account) => (Token, User, Account) = (token, user, account);

    /// <summary>The new token.</summary>
    public OAuthToken Token { get; }

    /// <summary>Whose it is.</summary>
    public OAuthUser User { get; }

    /// <summary>Which of the user's accounts at the provider.</summary>
    public string Account { get; }
}

/// <summary>The args of <c>oauth_error</c>: a login went wrong. One shape for both protocols and all causes.</summary>
public sealed class OAuthErrorArgs : DanceArgs
{
    internal OAuthErrorArgs(OAuthError error, Exception? exception, OAuthUser user, string returnUrl, IServiceProvider? services)
        : base(user, returnUrl, services) => (Error, Exception) = (error, exception);

    /// <summary>What went wrong.</summary>
    public OAuthError Error { get; }

    /// <summary>What a store or a receiver of yours threw; null when the cause was none of yours.</summary>
    public Exception? Exception { get; }
}
