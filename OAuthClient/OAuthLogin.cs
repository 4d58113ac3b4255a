namespace OAuthClient;

/// <summary>A dance that was begun, and what to show the user: as a rule the redirect to the provider. Immutable.</summary>
/// <param name="Response">What to show.</param>
/// <param name="BrowserKey">Keep it in this browser's cookie, and hand it back to begin and to finish: it binds the login to the browser.</param>
public sealed record OAuthLogin(OAuthResponse Response, Secret BrowserKey)
{
    /// <summary>Where the user logs in; null when the dance did not begin.</summary>
    public Uri? AuthorizationUrl { get; init; }

    /// <summary>Why the dance did not begin; null when it did, or when a receiver of <c>oauth_before_login</c> did not want it.</summary>
    public OAuthError? Error { get; init; }

    /// <summary>Who answered what to <c>oauth_before_login</c>, and who won.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>The callback of a login without one: the user types in what the provider showed (RFC 5849 section 2.1, <c>oob</c>).</summary>
    /// <param name="pin">The verifier, as the user typed it; spaces around it are left out.</param>
    /// <returns>What <see cref="OAuthDance.FinishAsync"/> takes.</returns>
    /// <exception cref="InvalidOperationException">The login did not begin.</exception>
    public OAuthCallback WithPin(string pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        if (AuthorizationUrl is null)
            throw new InvalidOperationException("This login was not begun, so nobody has a PIN for it: its Error says why.");
        return OAuthCallback.FromParameters([new("oauth_token", ((OAuthCallback)AuthorizationUrl)["oauth_token"] ?? ""), new("oauth_verifier", pin.Trim())]);
    }

    /// <summary>Whether the dance waits for its callback. False without an <see cref="Error"/> means that a receiver did not want it.</summary>
    public bool IsBegun => AuthorizationUrl is not null;

    /// <summary>Whether it was begun, without the address's query, which holds the state.</summary>
    /// <returns>For example <c>OAuthLogin { begun, 303 to https://example.com/authorize }</c>.</returns>
    public override string ToString() => $"OAuthLogin {{ {(IsBegun ? "begun" : Error?.Code ?? "not begun")}, {Response} }}";
}
