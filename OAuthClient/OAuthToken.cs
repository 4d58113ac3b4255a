namespace OAuthClient;

/// <summary>
/// What a provider gave at the end of a dance, in one shape for both protocols. It knows neither its user nor where it is stored.
/// Immutable; prints without its secrets.
/// </summary>
public sealed record OAuthToken
{
    /// <summary>The access token (RFC 6749 section 1.4), or the OAuth 1 token credentials' identifier (RFC 5849 section 2.3).</summary>
    public required Secret AccessToken { get; init; }

    /// <summary>The shared secret of OAuth 1 token credentials (RFC 5849 section 2.3); none in OAuth 2.</summary>
    public Secret TokenSecret { get; init; }

    /// <summary>The refresh token (RFC 6749 section 1.5), if the provider gave one.</summary>
    public Secret RefreshToken { get; init; }

    /// <summary>How it is used, as the provider wrote it; <c>Bearer</c> when it said nothing. Null in OAuth 1.</summary>
    public string? TokenType { get; init; }

    /// <summary>When it was received, by the local clock; null when nobody knows.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>When it ends: the local clock at receipt plus the lifetime, or the date, that the provider gave; null when it gave none that can be read.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The scopes that were asked for, in order.</summary>
    public IReadOnlyList<string> RequestedScopes { get; init; } = [];

    /// <summary>The scopes that were granted; those asked for when the provider did not say (RFC 6749 section 5.1).</summary>
    public IReadOnlyList<string> GrantedScopes { get; init; } = [];

    /// <summary>The scopes that were asked for and not granted. A user may take some away; that is information, never an error.</summary>
    public IReadOnlyList<string> MissingScopes => [.. RequestedScopes.Except(GrantedScopes, StringComparer.Ordinal)];

    /// <summary>The scopes that were granted and not asked for: all of them, when none was asked for. Look before you store a token that may do more than you meant.</summary>
    public IReadOnlyList<string> ExtraScopes => [.. GrantedScopes.Except(RequestedScopes, StringComparer.Ordinal)];

    /// <summary>Every field of the provider's answer, by its name there; an object or a list as its JSON. Any of them may be a secret.</summary>
    public IReadOnlyDictionary<string, Secret> Fields { get; init; } = new Dictionary<string, Secret>();

    /// <summary>What may be told: no secret.</summary>
    /// <returns>Type, expiry and scopes.</returns>
    public override string ToString() =>
        $"OAuthToken {{ {TokenType ?? "OAuth 1"}, expires {ExpiresAt?.ToString("u") ?? "never as far as known"}, granted [{string.Join(' ', GrantedScopes)}] }}";
}
