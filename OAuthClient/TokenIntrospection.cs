using System.Collections.ObjectModel;
using System.Globalization;

namespace OAuthClient;

/// <summary>The provider's description of a token (RFC 7662 section 2.2).</summary>
/// <remarks>
/// Everything but <see cref="IsActive"/> is null or empty where the provider does not say it. Immutable; prints without
/// the values of <see cref="Fields"/>.
/// </remarks>
public sealed class TokenIntrospection
{
    internal TokenIntrospection(
        bool isActive, IReadOnlyDictionary<string, string> fields, IReadOnlyList<string> scopes)
    {
        IsActive = isActive;
        Scopes = scopes;
        Fields = new ReadOnlyDictionary<string, Secret>(
            fields.ToDictionary(field => field.Key, field => (Secret)field.Value, StringComparer.Ordinal));
    }

    /// <summary>Whether the token is valid now. A token that is not active tells nothing else.</summary>
    public bool IsActive { get; }

    /// <summary>The scopes of the token.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>The client that the token was given to.</summary>
    public string? ClientId => Find("client_id");

    /// <summary>A name for people of the user who allowed the token.</summary>
    public string? UserName => Find("username");

    /// <summary>The provider's identifier of the user, or of the client.</summary>
    public string? Subject => Find("sub");

    /// <summary>The issuer of the token.</summary>
    public string? Issuer => Find("iss");

    /// <summary>The type of the token (RFC 6749 section 5.1).</summary>
    public string? TokenType => Find("token_type");

    /// <summary>When the token expires.</summary>
    public DateTimeOffset? ExpiresAt => FindTime("exp");

    /// <summary>When the token was issued.</summary>
    public DateTimeOffset? IssuedAt => FindTime("iat");

    /// <summary>All fields of the answer, by their names in it; an object or a list as JSON text.</summary>
    public IReadOnlyDictionary<string, Secret> Fields { get; }

    /// <summary>Shows whether the token is active, and its expiry.</summary>
    /// <returns>For example <c>TokenIntrospection { active, expires 2026-01-01 12:00:00Z }</c>.</returns>
    public override string ToString()
    {
        var expiry = ExpiresAt is { } end ? $", expires {end:u}" : "";
        return $"TokenIntrospection {{ {(IsActive ? "active" : "not active")}{expiry} }}";
    }

    private string? Find(string name) => Fields.TryGetValue(name, out var value) ? value.Reveal() : null;

    // RFC 7662 section 2.2: seconds since 1970. A number that no date has is no time.
    private DateTimeOffset? FindTime(string name)
    {
        var isNumber = double.TryParse(Find(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds);
        return isNumber && seconds is > 0 and < 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
    }
}
