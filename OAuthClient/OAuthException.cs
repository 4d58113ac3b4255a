using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>A failure of OAuth: <see cref="Error"/> describes it.</summary>
/// <remarks>
/// A dance turns the exception into an outcome and never throws it. Calls of a provider's API throw it, and Flurl wraps
/// it in a Flurl exception. Neither the exception nor any part of it holds a secret.
/// </remarks>
public class OAuthException : Exception
{
    internal OAuthException(OAuthOutcomeKind kind, OAuthError error) : base(error.ToString())
    {
        Kind = kind;
        Error = error;
    }

    /// <summary>The failure.</summary>
    public OAuthError Error { get; }

    /// <summary>The kind of outcome that a dance has when the exception ends it.</summary>
    internal OAuthOutcomeKind Kind { get; }

    /// <summary>The meaning of the failure for the stored token, where a renewal failed.</summary>
    internal RefusalMeaning Meaning { get; init; }

    internal static OAuthException Refused(string code, string message, string? hint = null) =>
        new(OAuthOutcomeKind.Refused, new(code, message) { Hint = hint });

    internal static OAuthException Failed(string code, string message, string? hint = null) =>
        new(OAuthOutcomeKind.Failed, new(code, message) { Hint = hint });
}
