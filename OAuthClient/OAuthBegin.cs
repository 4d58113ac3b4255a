using System.Collections.ObjectModel;

namespace OAuthClient;

/// <summary>What the host knows when a login begins; every part may be left out. Immutable.</summary>
public sealed record OAuthBegin
{
    /// <summary>The key from this browser's cookie, if it has one from an earlier login; a new one is made otherwise.</summary>
    public Secret BrowserKey { get; init; }

    /// <summary>Where the user wants to be afterwards: a path in the own site, or an address at one of <see cref="OAuthDanceOptions.ReturnOrigins"/>. The default is <c>/</c>.</summary>
    public string ReturnUrl { get; init; } = "/";

    /// <summary>The services of this call, for receivers.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>The scopes of this login; none, the default, asks for the provider's. OAuth 2 only.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Further parameters of this authorization request, such as <c>login_hint</c>. They come before the provider's own and cannot replace the protocol's.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Whether the host has seen that its own page asked for the login: an anti-forgery token was checked. See <see cref="OAuthDanceOptions.RequireAntiForgery"/>.</summary>
    public bool IsAntiForgeryChecked { get; init; }
}
