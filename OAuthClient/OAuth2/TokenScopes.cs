using System.Text.Json;

namespace OAuthClient.OAuth2;

/// <summary>
/// Reads the scopes of a token. Spaces separate them, as RFC 6749 section 3.3 has it, or commas, or the provider's own
/// joiner; or they are a JSON array.
/// </summary>
internal static class TokenScopes
{
    private const StringSplitOptions NonEmpty =
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    // Other names, such as requested_scopes, say something else than the scopes that were granted.
    private static readonly HashSet<string> FieldNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "scopes", "scp", "grantedscope", "grantedscopes", "scopegranted", "scopesgranted", "authorizedscope",
        "authorizedscopes", "approvedscope", "approvedscopes", "allowedscopes", "acceptedscopes", "tokenscope",
        "tokenscopes", "accesstokenscope", "accesstokenscopes", "oauthscope", "oauthscopes", "scopelist",
        "permission", "permissions", "grantedpermissions",
    };

    /// <summary>Whether a field of this name holds granted scopes, at a provider that has no <c>scope</c>.</summary>
    public static bool IsFieldName(string name) =>
        FieldNames.Contains(string.Concat(name.Where(char.IsAsciiLetter)));

    /// <summary>Reads the granted scopes, under their names in the request.</summary>
    /// <param name="scope">The scopes as the answer writes them; null when it does not name them.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="requested">The scopes that were asked for.</param>
    /// <returns>The scopes; those that were asked for when the answer does not name them.</returns>
    public static IReadOnlyList<string> Read(string? scope, OAuth2Provider provider, IReadOnlyList<string> requested)
    {
        if (Parse(scope, provider.ScopeJoiner) is not { } granted)
            return requested;
        var names = provider.Quirks.ScopeNames
            .Where(pair => requested.Contains(pair.Key))
            .ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        return [.. granted.Select(name => names.GetValueOrDefault(name, name)).Distinct(StringComparer.Ordinal)];
    }

    /// <returns>The distinct scopes; empty when the answer grants none; null when it does not name them.</returns>
    public static IReadOnlyList<string>? Parse(string? scope, string joiner)
    {
        // RFC 6749 section 5.1: absent means identical to the requested scopes.
        if (scope is null || scope.StartsWith('{'))
            return null;
        string[] separators = string.IsNullOrWhiteSpace(joiner) ? [" ", ","] : [" ", ",", joiner];
        var scopes = ParseList(scope).SelectMany(text => text.Split(separators, NonEmpty));
        return [.. scopes.Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> ParseList(string scope)
    {
        if (!scope.StartsWith('['))
            return [scope];
        try
        {
            using var list = JsonDocument.Parse(scope);
            return
            [
                .. from item in list.RootElement.EnumerateArray()
                   where item.ValueKind == JsonValueKind.String
                   select item.GetString(),
            ];
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
