using System.Text.Json;

namespace OAuthClient.Tests.Presets;

/// <summary>Generates what the providers page says of refreshes.</summary>
internal static partial class ProvidersDocument
{
    private const string RefreshIntroduction = """
        What a provider's refresh does otherwise than its code request: a property of `RefreshRules`, by the same name. `live_token` and `long_lived_token`
        are requests that need no refresh token (`LiveTokenRequest`). Times are seconds.
        """ + "\n";

    // The table consists of the properties' XML documentation, converted to Markdown.
    private static IEnumerable<string> RefreshTable() =>
    [
        "| Rule | What it means |",
        "|---|---|",
        .. PropertyRows("OAuthClient/OAuth2/RefreshRules.cs"),
        .. PropertyRows("OAuthClient/OAuth2/LiveTokenRequest.cs", "live_token."),
    ];

    private static IEnumerable<string> RefreshLines(JsonElement preset)
    {
        if (preset.TryGetProperty("long_lived_token", out var exchange))
            yield return $"- Exchange for a long-lived token: {FormatJsonValue(exchange)}{SourceOf(preset, "long_lived_token")}";
        if (!preset.TryGetProperty("refresh", out var refresh))
            yield break;
        foreach (var rule in refresh.EnumerateObject())
        {
            var source = SourceOf(preset, $"refresh.{rule.Name}") ?? SourceOf(preset, "refresh");
            yield return $"- Refresh `{rule.Name}`: {FormatJsonValue(rule.Value)}{source}";
        }
    }
}
