namespace OAuthClient;

/// <summary>How a dance ended, with the response to show the user.</summary>
/// <remarks>
/// Plain data without secrets, so that any machine can answer a repeated callback in the same way. The outcome does not
/// hold the token: <see cref="OAuthDance.Session"/> gives access to it. Immutable, compared by value.
/// </remarks>
/// <param name="Kind">How the dance ended.</param>
/// <param name="Response">The response to show.</param>
public sealed record OAuthOutcome(OAuthOutcomeKind Kind, OAuthResponse Response)
{
    /// <summary>The failure; null when the login succeeded.</summary>
    public OAuthError? Error { get; init; }

    /// <summary>The user who logged in, or for whom the token is stored.</summary>
    /// <value><see cref="OAuthUser.Unknown"/> when a receiver declined the login.</value>
    public OAuthUser User { get; init; }

    /// <summary>The user's account at the provider.</summary>
    public string Account { get; init; } = TokenKey.DefaultAccount;

    /// <summary>The receivers' answers and the decision, one a line, for human readers.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>Whether the token is stored.</summary>
    public bool IsStored => Kind == OAuthOutcomeKind.Stored;
}
