using OAuthClient.Login;

namespace OAuthClient;

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
