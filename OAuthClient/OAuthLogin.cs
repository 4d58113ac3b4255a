using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>
/// A login that has begun, or has failed to begin, with the response to show: usually the redirect to the provider.
/// </summary>
/// <remarks>Immutable.</remarks>
/// <param name="Response">The response to show.</param>
/// <param name="BrowserKey">
/// The key that binds the login to the browser. Keep the key in a cookie of the browser, and pass it to each
/// <see cref="OAuthDance.BeginAsync"/> and <see cref="OAuthDance.FinishAsync"/>.
/// </param>
[JsonConverter(typeof(JsonRefusal))]
public sealed record OAuthLogin(OAuthResponse Response, Secret BrowserKey)
{
    /// <summary>The address where the user logs in. It prints as it must be opened, with its spaces escaped.</summary>
    /// <value>Null when the login did not begin.</value>
    public Uri? AuthorizationUrl { get; init; }

    /// <summary>
    /// A name for the cookie that keeps <see cref="BrowserKey"/>, such as <c>oauth.Xz3…</c>: each login has a name of
    /// its own, so logins that begin at the same time do not replace each other's cookies.
    /// <see cref="OAuthDance.FindCookieName"/> finds it again by the callback. On https, put <c>__Host-</c> before it.
    /// </summary>
    /// <value>Null when the login did not begin.</value>
    public string? CookieName { get; init; }

    /// <summary>Why the login did not begin.</summary>
    /// <value>Null when the login began, or when a receiver of <c>oauth_before_login</c> declined it.</value>
    public OAuthError? Error { get; init; }

    /// <summary>
    /// The receivers' answers to <c>oauth_before_login</c> and the decision, one a line, for human readers.
    /// </summary>
    public string Explanation { get; init; } = "";

    /// <summary>
    /// Makes the callback of a login whose provider shows the user a PIN instead of sending a callback
    /// (RFC 5849 section 2.1, <c>oob</c>).
    /// </summary>
    /// <param name="pin">The PIN (the verifier), as the user typed it; spaces around the PIN are ignored.</param>
    /// <returns>The callback for <see cref="OAuthDance.FinishAsync"/>.</returns>
    /// <exception cref="InvalidOperationException">The login did not begin.</exception>
    public OAuthCallback WithPin(string pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        if (AuthorizationUrl is null)
            throw new InvalidOperationException("This login was not begun, so it has no PIN: its Error says why.");
        OAuthCallback address = AuthorizationUrl;
        return OAuthCallback.FromParameters(
            [new("oauth_token", address["oauth_token"] ?? ""), new("oauth_verifier", pin.Trim())]);
    }

    /// <summary>Whether the login waits for its callback.</summary>
    /// <remarks>False without an <see cref="Error"/> means that a receiver declined the login.</remarks>
    public bool IsBegun => AuthorizationUrl is not null;

    /// <summary>Shows whether the login was begun, without the query of its address, which holds the state.</summary>
    /// <returns>For example <c>OAuthLogin { begun, 303 to https://example.com/authorize }</c>.</returns>
    public override string ToString()
    {
        var state = IsBegun ? "begun" : Error?.Code ?? "not begun";
        return $"OAuthLogin {{ {state}, {Response} }}";
    }
}
