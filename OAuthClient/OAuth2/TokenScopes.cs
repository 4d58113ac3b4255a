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
