using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OAuthHarness.Terminal;

/// <summary>Writes JSON for scripts and people.</summary>
internal static class JsonOutput
{
    // The output goes to a terminal and not into a page, so an ampersand stays an ampersand.
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
    };

    /// <summary>The node on several lines.</summary>
    public static string Format(JsonNode node) => Format(node, Readable);

    /// <summary>The node on one line.</summary>
    public static string FormatLine(JsonNode node) => Format(node, Readable with { Indented = false });

    private static string Format(JsonNode node, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
            node.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
