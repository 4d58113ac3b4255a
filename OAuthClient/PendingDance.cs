using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>The state of a login while the user is away at the provider.</summary>
/// <remarks>
/// A pending dance is kept in an <see cref="IPendingDanceStore"/> and never sent to the browser. Immutable; prints
/// without its secrets.
/// </remarks>
[JsonConverter(typeof(JsonRefusal))]
public sealed record PendingDance
{
    /// <summary>
    /// The id that the callback brings back: the state (RFC 6749 section 4.1.1), or the request token (RFC 5849
    /// section 2.1).
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's issuer, or else the origin of its token endpoint.</summary>
    /// <value>Null in a record of an earlier version of the library.</value>
    public string? Issuer { get; init; }

    /// <summary>Your client id at the provider.</summary>
    public required string ClientId { get; init; }

    /// <summary>The scopes that were asked for, separated by spaces; empty when none were.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The redirect URI as it was sent to the provider, byte for byte.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>
    /// The secret that the token request needs: the PKCE verifier (RFC 7636), or the request token's secret (RFC 5849
    /// section 2.1).
    /// </summary>
    public required Secret TokenRequestSecret { get; init; }

    /// <summary>
    /// A digest of the browser key of the browser that began the login. Only the browser has the key itself.
    /// </summary>
    public required string BrowserKeyDigest { get; init; }

    /// <summary>The user who began the login.</summary>
    public OAuthUser User { get; init; }

    /// <summary>The address that the user is sent to when the login has ended.</summary>
    public string ReturnUrl { get; init; } = "/";

    /// <summary>Data that the login keeps until its callback comes.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyDictionary<string, Secret> Data { get; init; } = ReadOnlyDictionary<string, Secret>.Empty;

    /// <summary>When the login was begun.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the login expires: a callback after that is refused.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Shows the provider and the time, and nothing that could be used to finish the login.</summary>
    /// <returns>For example <c>PendingDance { github, begun 2026-01-01 00:00:00Z }</c>.</returns>
    public override string ToString() => $"PendingDance {{ {Provider}, begun {CreatedAt:u} }}";
}
