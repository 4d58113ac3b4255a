namespace OAuthClient;

/// <summary>
/// Something in OAuth went wrong, as <see cref="Error"/> tells. A dance turns it into an outcome and never throws it; calls of a
/// provider's API do, and there Flurl wraps it in an exception of its own. Neither it nor anything inside holds a secret.
/// </summary>
public class OAuthException : Exception
{
    internal OAuthException(OAuthOutcomeKind kind, OAuthError error) : base(error.ToString()) => (Kind, Error) = (kind, error);

    /// <summary>What went wrong.</summary>
    public OAuthError Error { get; }

    /// <summary>The outcome that a dance ends with because of it.</summary>
    internal OAuthOutcomeKind Kind { get; }

    internal static OAuthException Refused(string code, string message, string? hint = null) =>
        new(OAuthOutcomeKind.Refused, new(code, message) { Hint = hint });

    internal static OAuthException Failed(string code, string message, string? hint = null) =>
        new(OAuthOutcomeKind.Failed, new(code, message) { Hint = hint });
}
