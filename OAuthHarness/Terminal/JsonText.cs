using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace OAuthHarness.Terminal;

/// <summary>Writes JSON to stdout, for scripts and for eyes.</summary>
internal static class JsonText
{
    // The output goes to a terminal or a script and not into a page, so an ampersand stays an ampersand.
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(),
    };

    public static string Of(JsonNode? value) => value?.ToJsonString(Readable) ?? "";

    public static void Write(CommandRun run, JsonNode value) => run.Data.WriteLine(Of(value));

    public static JsonArray ArrayOf(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    public static JsonObject ObjectOf(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
