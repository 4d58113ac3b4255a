using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>Facts that the host may give when a login begins.</summary>
/// <remarks>Immutable.</remarks>
[JsonConverter(typeof(JsonRefusal))]
public sealed record OAuthBeginOptions
{
    /// <summary>The browser key from this browser's cookie, if an earlier login has set the cookie.</summary>
    /// <value>The default is no key: the login makes a new one.</value>
    public Secret BrowserKey { get; init; }

    /// <summary>
    /// The address that the user is sent to when the login has ended: a path in the application's own site, or an
    /// address at one of <see cref="OAuthDanceOptions.ReturnOrigins"/>. It has at most 2,048 characters.
    /// </summary>
    /// <value>The default is <c>/</c>.</value>
    public string ReturnUrl { get; init; } = "/";

    /// <summary>
    /// The redirect URI of this login alone, such as a loopback address with a port that is free now (RFC 8252 section
    /// 7.3). Both requests send it, byte for byte.
    /// </summary>
    /// <remarks>
    /// The address must be one that is registered with the provider, apart from the port of a loopback address. Give
    /// each of your domains one, not each user: the pending-dance store remembers which provider uses an address.
    /// </remarks>
    /// <value>The default is that of the dance.</value>
    public string? RedirectUri { get; init; }

    /// <summary>The services that receivers may use while the login begins.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>The scopes of this login. OAuth 2 only.</summary>
    /// <value>The default is none: the login asks for the scopes of the provider's value.</value>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Further parameters of this authorization request, such as <c>login_hint</c>.</summary>
    /// <remarks>
    /// They replace parameters of the same name in the provider's value. They cannot replace parameters of the
    /// protocol.
    /// </remarks>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// Data of the host that this login keeps until it ends, such as an invitation. The receivers find it in
    /// <see cref="DanceArgs.Data"/>.
    /// </summary>
    /// <remarks>
    /// It is kept in the pending dance: neither the browser nor the provider sees it. Names and values, the user's key
    /// and <see cref="Scopes"/> together have at most 10 KiB in UTF-8.
    /// </remarks>
    /// <value>The default is empty.</value>
    public IReadOnlyDictionary<string, Secret> Data { get; init; } = ReadOnlyDictionary<string, Secret>.Empty;

    /// <summary>
    /// Whether the host has checked an anti-forgery token, which shows that the host's own page asked for the login.
    /// See <see cref="OAuthDanceOptions.RequireAntiForgery"/>.
    /// </summary>
    public bool IsAntiForgeryChecked { get; init; }

    /// <summary>Shows the facts that are set, and no secret.</summary>
    /// <returns>For example <c>OAuthBeginOptions { ReturnUrl = /home, Scopes = [repo] }</c>.</returns>
    public override string ToString() => RecordText.Of(this);
}
