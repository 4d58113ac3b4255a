using System.Collections.ObjectModel;

namespace OAuthClient;

/// <summary>Facts that the host may give when a login begins.</summary>
/// <remarks>Immutable.</remarks>
public sealed record OAuthBeginOptions
{
    /// <summary>The key from this browser's cookie, if it has one from an earlier login.</summary>
    /// <value>None, the default, makes a new key.</value>
    public Secret BrowserKey { get; init; }

    /// <summary>
    /// Where the user goes when the login has ended: a path in the own site, or an address at one of
    /// <see cref="OAuthDanceOptions.ReturnOrigins"/>.
    /// </summary>
    /// <value>The default is <c>/</c>.</value>
    public string ReturnUrl { get; init; } = "/";

    /// <summary>The services of this call, for receivers.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>The scopes of this login. OAuth 2 only.</summary>
    /// <value>None, the default, asks for the provider's.</value>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Further parameters of this authorization request, such as <c>login_hint</c>.</summary>
    /// <remarks>They come before the provider's own and cannot replace the protocol's.</remarks>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// Whether the host has seen that its own page asked for the login, because an anti-forgery token was checked.
    /// See <see cref="OAuthDanceOptions.RequireAntiForgery"/>.
    /// </summary>
    public bool IsAntiForgeryChecked { get; init; }
}
