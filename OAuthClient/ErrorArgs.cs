using OAuthClient.Login;

namespace OAuthClient;

/// <summary>
/// The args of <c>oauth_error</c>: a login or a refresh failed. Both protocols and all causes use these args.
/// </summary>
public sealed class ErrorArgs : DanceArgs
{
    internal ErrorArgs(OAuthError error, Exception? exception, LoginContext context) : base(context)
    {
        Error = error;
        Exception = exception;
    }

    /// <summary>The failure.</summary>
    public OAuthError Error { get; }

    /// <summary>The exception that a store, a receiver or another class of the host threw.</summary>
    /// <value>Null when no class of the host threw.</value>
    public Exception? Exception { get; }
}
