using System.Net;
using System.Text.Json;

namespace OAuthClient.Http;

/// <summary>
/// Reads the fields of an answer: a JSON object, also inside a JSONP call, or a form. The body decides the format; the
/// content type is ignored. A JSON value that is no string is kept as JSON text, and null is left out.
/// </summary>
internal static class AnswerFields
{
    private const int MaxNesting = 16;

    /// <returns>The fields; null when the answer is incomplete or has another format.</returns>
    public static IReadOnlyDictionary<string, string>? Parse(ProtocolAnswer answer) =>
        answer.IsComplete ? Parse(answer.Body) : null;

    /// <returns>The fields; null when the body has another format.</returns>
    public static IReadOnlyDictionary<string, string>? Parse(string body)
    {
        var text = WithoutJsonpCall(body.Trim());
        if (text.StartsWith('{'))
            return ParseJson(text);
        return text.Contains('=', StringComparison.Ordinal) ? ParseForm(text) : null;
    }

    /// <summary>
    /// Finds the fields of a nested object by its path, such as <c>authed_user</c> or <c>response.data</c>. Of a list,
    /// the first element counts.
    /// </summary>
    /// <returns>The fields; null when there is no such object.</returns>
    public static IReadOnlyDictionary<string, string>? FindObject(
        IReadOnlyDictionary<string, string> fields, string path)
    {
        var found = fields;
        foreach (var name in path.Split('.'))
            found = found?.GetValueOrDefault(name) is { } text ? Parse(FirstOfList(text)) : null;
        return found;
    }

    /// <summary>Describes why a text that looks like JSON cannot be read.</summary>
    public static string DescribeJsonFault(string body)
    {
        var text = WithoutJsonpCall(body.Trim());
        if (IsJson(text, new() { MaxDepth = MaxNesting }))
            return "it repeats a name, or a name or text in it is no text";
        return IsJson(text, new() { MaxDepth = 64 * MaxNesting })
            ? $"it is nested deeper than {MaxNesting}"
            : "it breaks off or is not JSON after all";
    }

    private static Dictionary<string, string>? ParseJson(string text)
    {
        try
        {
            // RFC 8725 section 2.8 warns of readers that disagree about a repeated name.
            var options = new JsonDocumentOptions { MaxDepth = MaxNesting, AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(text, options);
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.Null)
                    fields.Add(member.Name, ToText(member.Value));
            }
            return fields;
        }
        // GetString throws InvalidOperationException at half a surrogate pair.
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string FirstOfList(string text)
    {
        if (!text.StartsWith('['))
            return text;
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = MaxNesting });
            return document.RootElement.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
                ? first.GetRawText()
                : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string ToText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static Dictionary<string, string>? ParseForm(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var flags = new List<string>();
        var pieces = text.Split('&', StringSplitOptions.RemoveEmptyEntries);
        foreach (var piece in pieces)
        {
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? piece : piece[..equals];
            if (!IsFieldName(name))
            {
                // An error answer may repeat the base string of a signature, whose pieces are no fields.
                if (piece == pieces[0] || IsProse(name))
                    return null;
                continue;
            }
            if (equals < 0)
                flags.Add(WebUtility.UrlDecode(name));
            else if (!fields.TryAdd(WebUtility.UrlDecode(name), WebUtility.UrlDecode(piece[(equals + 1)..])))
                return null;
        }
        return fields.Count == 0 ? null : WithFlags(fields, flags);
    }

    // A name without a value never takes the place of a field.
    private static Dictionary<string, string> WithFlags(Dictionary<string, string> fields, List<string> flags)
    {
        foreach (var flag in flags)
            fields.TryAdd(flag, "");
        return fields;
    }

    private static bool IsProse(string text) =>
        text.Any(letter => letter is <= ' ' or '<' or '>' or '"' or '{' or '}');

    // Web pages and prose have equals signs too, but other characters before them.
    private static bool IsFieldName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return false;
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-' or '.' or '%' or '[' or ']' or ':'))
                return false;
        }
        return true;
    }

    // A JSONP call: callback( {"access_token":"…"} );
    private static string WithoutJsonpCall(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        var isCall = open > 0
            && close > open
            && text.AsSpan(close + 1).TrimStart() is "" or ";"
            && IsFieldName(text.AsSpan(0, open).TrimEnd());
        return isCall ? text[(open + 1)..close].Trim() : text;
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
