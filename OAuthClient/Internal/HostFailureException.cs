namespace OAuthClient.Internal;

/// <summary>
/// A store, a receiver or another class of the host failed. The login or refresh ends because of it, and announces it
/// once.
/// </summary>
internal sealed class HostFailureException(OAuthError error, Exception cause, string explanation = "")
    : Exception(error.Message, cause)
{
    public const string Where = "The exception is in the args of oauth_error.";

    public OAuthError Error => error;

    /// <summary>The answers of the receivers; empty when none was asked.</summary>
    public string Explanation => explanation;

    public static HostFailureException OfStore(Exception cause) => Of(OAuthErrorCode.StoreFailed, "A store", cause);

    /// <summary>Whether the caller cancelled the call. That is no failure of the host.</summary>
    public static bool IsCancellation(Exception cause, CancellationToken cancellationToken) =>
        cause is OperationCanceledException && cancellationToken.IsCancellationRequested;

    public static HostFailureException Of(string code, string subject, Exception cause) =>
        new(new(code, $"{subject} failed with {cause.GetType().Name}.") { Hint = Where }, cause);
}
