namespace OAuthClient;

/// <summary>How a dance can end: a closed list.</summary>
public enum OAuthOutcomeKind
{
    /// <summary>The token is stored.</summary>
    Stored,

    /// <summary>The login went well and the token was not stored: a receiver said so, or stored it itself.</summary>
    NotStored,

    /// <summary>The user said no.</summary>
    Denied,

    /// <summary>A check refused the callback; nothing was asked of the provider.</summary>
    Refused,

    /// <summary>The provider failed, or answered with an error.</summary>
    ProviderFailed,

    /// <summary>We failed: a store, a receiver, or the wiring.</summary>
    Failed,
}

/// <summary>
/// How a dance ended, and what to show the user. Plain data without secrets, so that a repeated callback can be answered with the
/// same once more, also by another machine. The token is not in it: ask <see cref="OAuthDance.Session"/>. Immutable, compared by value.
/// </summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Response">What to show.</param>
public sealed record OAuthOutcome(OAuthOutcomeKind Kind, OAuthResponse Response)
{
    /// <summary>What went wrong; null when nothing did.</summary>
    public OAuthError? Error { get; init; }

    /// <summary>Whose login it was, or for whom the token is stored; <see cref="OAuthUser.Unknown"/> when a receiver did not want it.</summary>
    public OAuthUser User { get; init; }

    /// <summary>Which of the user's accounts at the provider.</summary>
    public string Account { get; init; } = TokenKey.DefaultAccount;

    /// <summary>Who answered what, and who won: one line each, for people.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>Whether the token is stored.</summary>
    public bool IsStored => Kind == OAuthOutcomeKind.Stored;
}
