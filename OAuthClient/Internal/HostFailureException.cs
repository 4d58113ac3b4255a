namespace OAuthClient.Internal;

/// <summary>
/// A store, a receiver or another class of the host failed. The failure ends the login or refresh, which sends
/// <c>oauth_error</c> once.
/// </summary>
internal sealed class HostFailureException(OAuthError error, Exception cause, string explanation = "")
    : Exception(error.Message, cause)
{
    public const string ExceptionHint = "The exception is in the args of oauth_error.";

    public OAuthError Error => error;

    /// <summary>The receivers' answers in words; empty when no receiver was asked.</summary>
    public string Explanation => explanation;

    public static HostFailureException FromStore(Exception cause) => FromHostClass(OAuthErrorCode.StoreFailed, "A store", cause);

    /// <summary>Whether the caller cancelled the call. A cancellation is no failure of the host.</summary>
    public static bool IsCancellation(Exception cause, CancellationToken cancellationToken) =>
        cause is OperationCanceledException && cancellationToken.IsCancellationRequested;

    public static HostFailureException Unexpected(Exception cause) =>
        new(new(OAuthErrorCode.Unexpected, $"An unforeseen {cause.GetType().Name}."), cause);

    public static HostFailureException FromHostClass(string code, string subject, Exception cause) =>
        new(new(code, $"{subject} failed with {cause.GetType().Name}.") { Hint = ExceptionHint }, cause);
}
