using System.Net;
using System.Text.Json;

namespace OAuthClient.Http;

/// <summary>
/// The fields of a protocol answer, decided by the body and not by what the content type claims: a JSON object, or a form. Values that
/// are no strings are kept as JSON wrote them.
/// </summary>
internal static class AnswerFields
{
    private const int DeepestNesting = 16;

    /// <returns>The fields; null when the body is neither.</returns>
    public static IReadOnlyDictionary<string, string>? Of(string body)
    {
        var text = body.Trim();
        return text.StartsWith('{') ? Json(text) : text.Length > 0 && !text.StartsWith('<') && !text.StartsWith('[') ? Form(text) : null;
    }

    private static Dictionary<string, string>? Json(string text)
    {
        try
        {
            // RFC 8725 section 2.8 warns of readers that disagree about a repeated name.
            using var document = JsonDocument.Parse(text, new() { MaxDepth = DeepestNesting, AllowDuplicateProperties = false });
            return document.RootElement.EnumerateObject()
                .Where(member => member.Value.ValueKind != JsonValueKind.Null)
                .ToDictionary(member => member.Name, member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText(), StringComparer.Ordinal);
        }
        // Half a surrogate pair is no text.
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Dictionary<string, string>? Form(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            if (parts.Length < 2 || !fields.TryAdd(WebUtility.UrlDecode(parts[0]), WebUtility.UrlDecode(parts[1])))
                return null;
        }
        return fields;
    }
}
