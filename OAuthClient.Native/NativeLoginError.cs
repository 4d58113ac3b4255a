namespace OAuthClient.Native;

/// <summary>
/// The error codes of native logins, besides those of <see cref="OAuthErrorCode"/>. Their outcomes have the kind
/// <see cref="OAuthOutcomeKind.Failed"/>; <c>oauth_error</c> is not sent for them.
/// </summary>
public static class NativeLoginError
{
    /// <summary>The login was not finished in time. The hint names the next attempt.</summary>
    public const string LoginTimeout = "login_timeout";

    /// <summary>
    /// No way of the login can work here: there is no browser, no terminal to paste at, and no device grant.
    /// </summary>
    public const string LoginImpossible = "login_impossible";

    /// <summary>Another program uses the port of the redirect URI.</summary>
    public const string PortTaken = "port_taken";

    /// <summary>The system did not let the program listen on the address of the redirect URI.</summary>
    public const string ListenFailed = "listen_failed";
}
