using System.Text.Json;

namespace OAuthClient.OAuth2;

/// <summary>The scopes that were granted: separated by spaces as RFC 6749 section 3.3 has it, by commas, by the provider's own joiner, or in a JSON list.</summary>
internal static class TokenScopes
{
    /// <returns>The scopes, each once; none when the answer says none; null when it does not say.</returns>
    public static IReadOnlyList<string>? Parse(string? scope, string joiner)
    {
        // RFC 6749 section 5.1: absent means identical to what was asked for.
        if (scope is null || scope.StartsWith('{'))
            return null;
        string[] separators = string.IsNullOrWhiteSpace(joiner) ? [" ", ","] : [" ", ",", joiner];
        return [.. ParseList(scope).SelectMany(text => text.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> ParseList(string scope)
    {
        if (!scope.StartsWith('['))
            return [scope];
        try
        {
            using var list = JsonDocument.Parse(scope);
            return [.. list.RootElement.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
