using System.Net;
using System.Text.Json;

namespace OAuthClient.Http;

/// <summary>
/// The fields of a protocol answer, decided by the body and not by what the content type claims: a JSON object, alone or in a call as
/// JSONP has it, or a form. Values that are no strings are kept as JSON wrote them; null is no value.
/// </summary>
internal static class AnswerFields
{
    private const int DeepestNesting = 16;

    /// <returns>The fields; null when not all of the answer came, or it is none of these.</returns>
    public static IReadOnlyDictionary<string, string>? Parse(ProtocolAnswer answer) => answer.IsWhole ? Parse(answer.Body) : null;

    /// <returns>The fields; null when the body is none of these.</returns>
    public static IReadOnlyDictionary<string, string>? Parse(string body)
    {
        var text = WithoutJsonpCall(body.Trim());
        return text.StartsWith('{') ? ParseJson(text) : text.Contains('=', StringComparison.Ordinal) ? ParseForm(text) : null;
    }

    /// <summary>The fields of an object inside, by its path, such as <c>authed_user</c> or <c>response.data</c>.</summary>
    /// <returns>The fields; null when nothing is there.</returns>
    public static IReadOnlyDictionary<string, string>? FindObject(IReadOnlyDictionary<string, string> fields, string path) =>
        path.Split('.').Aggregate((IReadOnlyDictionary<string, string>?)fields, (outer, name) => outer?.GetValueOrDefault(name) is { } inner ? Parse(inner) : null);

    /// <summary>Why a text that looks like JSON is refused.</summary>
    public static string DescribeJsonFault(string body)
    {
        var text = WithoutJsonpCall(body.Trim());
        return IsJson(text, new() { MaxDepth = DeepestNesting }) ? "it repeats a name, or a name or text in it is no text"
            : IsJson(text, new() { MaxDepth = 64 * DeepestNesting }) ? $"it is nested deeper than {DeepestNesting}"
            : "it breaks off or is not JSON after all";
    }

    private static Dictionary<string, string>? ParseJson(string text)
    {
        try
        {
            // RFC 8725 section 2.8 warns of readers that disagree about a repeated name.
            using var document = JsonDocument.Parse(text, new() { MaxDepth = DeepestNesting, AllowDuplicateProperties = false });
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.Null)
                    fields.Add(member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText());
            }
            return fields;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The latter tells of half a surrogate pair.
            return null;
        }
    }

    private static Dictionary<string, string>? ParseForm(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !IsName(pair.AsSpan(0, equals)) || !fields.TryAdd(WebUtility.UrlDecode(pair[..equals]), WebUtility.UrlDecode(pair[(equals + 1)..])))
                return null;
        }
        return fields;
    }

    // Pages and prose have equals signs too, and names that no field has.
    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-' or '.' or '%' or '[' or ']' or ':'))
                return false;
        }
        return true;
    }

    // callback( {"access_token":"…"} );
    private static string WithoutJsonpCall(string text)
    {
        var (opens, closes) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(')'));
        return opens > 0 && closes > opens && text.AsSpan(closes + 1).TrimStart() is "" or ";" && IsName(text.AsSpan(0, opens).TrimEnd())
            ? text[(opens + 1)..closes].Trim()
            : text;
    }

    private static bool IsJson(string text, JsonDocumentOptions options)
    {
        try
        {
            JsonDocument.Parse(text, options).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
