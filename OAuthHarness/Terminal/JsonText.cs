using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OAuthHarness.Terminal;

/// <summary>Writes JSON to stdout, for scripts and for eyes.</summary>
internal static class JsonText
{
    // The output goes to a terminal or a script and not into a page, so an ampersand stays an ampersand.
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The node on several lines.</summary>
    public static string Of(JsonNode? node) => Format(node, OneLine with { Indented = true });

    /// <summary>The node on one line.</summary>
    public static string LineOf(JsonNode node) => Format(node, OneLine);

    public static void Write(CommandRun run, JsonNode node) => run.Data.WriteLine(Of(node));

    public static JsonArray ArrayOf(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    public static JsonObject ObjectOf(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    private static string Format(JsonNode? node, JsonWriterOptions options)
    {
        if (node is null)
            return "";
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
            node.WriteTo(writer);
        return EscapeFormats(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    // Bidirectional marks and their like reorder what a terminal shows. They stand in strings only.
    private static string EscapeFormats(string json) =>
        json.Any(IsFormat) ? string.Concat(json.Select(Escape)) : json;

    private static string Escape(char letter) => IsFormat(letter) ? $"\\u{(int)letter:x4}" : letter.ToString();

    private static bool IsFormat(char letter) => char.GetUnicodeCategory(letter) == UnicodeCategory.Format;
}
