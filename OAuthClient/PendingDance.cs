namespace OAuthClient;

/// <summary>
/// What must survive while the user is away at the provider. It lies in an <see cref="IPendingDanceStore"/> and never travels through
/// the browser. Immutable; prints without its secrets.
/// </summary>
public sealed record PendingDance
{
    /// <summary>What the callback is recognized by: the state (RFC 6749 section 4.1.1), or the request token (RFC 5849 section 2.1).</summary>
    public required string Id { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>Your registration with it.</summary>
    public required string ClientId { get; init; }

    /// <summary>The scopes that were asked for, with a space between two; empty when none were.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The redirect URI as it was sent, byte for byte.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The PKCE verifier (RFC 7636), or the request token's secret (RFC 5849 section 2.1).</summary>
    public required Secret TokenRequestSecret { get; init; }

    /// <summary>A digest of the key of the browser that began; the key itself is only in the browser.</summary>
    public required string BrowserKeyDigest { get; init; }

    /// <summary>Who began.</summary>
    public OAuthUser User { get; init; }

    /// <summary>Where the user wants to be afterwards, in the own site.</summary>
    public string ReturnUrl { get; init; } = "/";

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is too late to finish.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whose dance it is, without what could be used to finish it.</summary>
    /// <returns>For example <c>PendingDance { github, begun 2026-01-01 00:00:00Z }</c>.</returns>
    public override string ToString() => $"PendingDance {{ {Provider}, begun {CreatedAt:u} }}";
}
