using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>A provider's token, in one shape for both protocols.</summary>
/// <remarks>A token holds neither its user nor its key in the store. Immutable; prints without its secrets.</remarks>
[JsonConverter(typeof(JsonRefusal))]
public sealed record OAuthToken
{
    /// <summary>
    /// The access token (RFC 6749 section 1.4), or the OAuth 1 token credentials' identifier (RFC 5849 section 2.3).
    /// </summary>
    public required Secret AccessToken { get; init; }

    /// <summary>The shared secret of OAuth 1 token credentials (RFC 5849 section 2.3); none in OAuth 2.</summary>
    public Secret TokenSecret { get; init; }

    /// <summary>The refresh token (RFC 6749 section 1.5), if the provider gave one.</summary>
    public Secret RefreshToken { get; init; }

    /// <summary>The token type, as the provider wrote it; <c>Bearer</c> when it wrote none. Null in OAuth 1.</summary>
    public string? TokenType { get; init; }

    /// <summary>When the token was received, by the local clock; null when that is unknown.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>
    /// When the token expires: the local clock at receipt plus the lifetime that the provider gave, or the expiry date
    /// that the provider gave.
    /// </summary>
    /// <value>Null when the provider gave no expiry that can be read.</value>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// When the refresh token expires, by the provider's answer or by <see cref="OAuth2.RefreshRules"/>.
    /// </summary>
    /// <remarks>It is shown only: a refresh token is tried until the provider refuses it.</remarks>
    /// <value>Null when that is unknown, or when there is no refresh token.</value>
    public DateTimeOffset? RefreshTokenExpiresAt { get; init; }

    /// <summary>The scopes that were asked for, in order.</summary>
    public IReadOnlyList<string> RequestedScopes { get; init; } = [];

    /// <summary>
    /// The scopes that were granted; the scopes that were asked for when the provider did not list the granted ones
    /// (RFC 6749 section 5.1).
    /// </summary>
    public IReadOnlyList<string> GrantedScopes { get; init; } = [];

    /// <summary>The scopes that were asked for and not granted.</summary>
    /// <remarks>
    /// A user may refuse some scopes; that is no error. Many providers do not list a scope whose effect shows:
    /// <c>offline_access</c> is not missing when a refresh token came, nor is <c>openid</c> when an ID token came.
    /// </remarks>
    public IReadOnlyList<string> MissingScopes =>
        [.. RequestedScopes.Except(GrantedScopes, StringComparer.Ordinal).Where(scope => !ShowsEffect(scope))];

    /// <summary>The scopes that were granted and not asked for: all granted scopes when none was asked for.</summary>
    /// <remarks>Check them before you store a token that may do more than you asked for.</remarks>
    public IReadOnlyList<string> ExtraScopes => [.. GrantedScopes.Except(RequestedScopes, StringComparer.Ordinal)];

    /// <summary>All fields of the provider's answer, by their names in it; an object or a list as JSON text.</summary>
    /// <remarks>Any field may be a secret.</remarks>
    public IReadOnlyDictionary<string, Secret> Fields { get; init; } = new Dictionary<string, Secret>();

    /// <summary>
    /// Data beside the token, such as the region of the login or the data of an extension. No answer of the provider
    /// changes it, and a refresh keeps it.
    /// </summary>
    /// <value>The default is empty.</value>
    public IReadOnlyDictionary<string, Secret> Data { get; init; } = ReadOnlyDictionary<string, Secret>.Empty;

    private bool ShowsEffect(string scope) => scope switch
    {
        "offline_access" or "offline.access" or "offline" or "refresh_token" => !RefreshToken.IsEmpty,
        "openid" => Fields.ContainsKey("id_token"),
        _ => false,
    };

    /// <summary>Shows the parts of the token that are not secret.</summary>
    /// <returns>Type, expiry and scopes.</returns>
    public override string ToString()
    {
        var expiry = ExpiresAt?.ToString("u") ?? "never as far as known";
        var refreshExpiry = RefreshTokenExpiresAt is { } end ? $", refresh token expires {end:u}" : "";
        var granted = string.Join(' ', GrantedScopes);
        return $"OAuthToken {{ {TokenType ?? "OAuth 1"}, expires {expiry}{refreshExpiry}, granted [{granted}] }}";
    }
}
