using System.Text.Json.Nodes;
using OAuthClient.Presets;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>A preset as the library's own file describes it, with the source of its values.</summary>
internal sealed class PresetDescription(string name, JsonObject json, JsonObject sources)
{
    private static readonly string[] NotValues = ["title", "protocol", "options", "quirks", "notes", "sources"];

    public static IReadOnlyList<PresetDescription> All
    {
        get
        {
            using var file = typeof(Providers).Assembly.GetManifestResourceStream("providers.json")!;
            var root = JsonNode.Parse(file)!.AsObject();
            var sources = root["sources"]!.AsObject();
            return
            [
                .. root["providers"]!.AsObject()
                    .Select(preset => new PresetDescription(preset.Key, preset.Value!.AsObject(), sources))
                    .OrderBy(preset => preset.Name, StringComparer.Ordinal),
            ];
        }
    }

    public string Name => name;

    public string Title => (string)json["title"]!;

    public string Protocol => (string)json["protocol"]! == "oauth1" ? "OAuth 1" : "OAuth 2";

    /// <summary>The options with what each does, and its default.</summary>
    public IReadOnlyDictionary<string, string> Options => MembersOf("options").ToDictionary(
        option => option.Key,
        option => option.Value!["default"] is { } usual
            ? $"{option.Value["summary"]} (default: {usual})"
            : $"{option.Value["summary"]}");

    public IEnumerable<string> Quirks => MembersOf("quirks").Select(quirk => $"{quirk.Key}: {Text(quirk.Value)}");

    public IEnumerable<string> Notes => (json["notes"] as JsonArray ?? []).Select(note => (string)note!);

    /// <summary>The values with their names, endpoints first.</summary>
    public IEnumerable<KeyValuePair<string, string>> Values
    {
        get
        {
            yield return KeyValuePair.Create("provider", $"{Title}, {Protocol}");
            foreach (var (member, value) in json.Where(entry => !NotValues.Contains(entry.Key)))
                yield return KeyValuePair.Create(member, member == "source" ? SourceOf((string)value!) : Text(value));
        }
    }

    /// <exception cref="ArgumentException">There is no such preset; the message lists near names.</exception>
    public static PresetDescription Find(string name)
    {
        var found = Providers.Find(name).Name;
        return All.First(preset => preset.Name == found);
    }

    public JsonObject ToJson()
    {
        var copy = new JsonObject { ["name"] = name };
        foreach (var (field, value) in json)
            copy[field] = value?.DeepClone();
        return copy;
    }

    private JsonObject MembersOf(string field) => json[field] as JsonObject ?? [];

    private string SourceOf(string source) => sources[source] is JsonObject known
        ? $"{known["title"]} (of {known["as_of"] ?? known["read"]})"
        : source;

    private static string Text(JsonNode? value) => value switch
    {
        JsonArray items => string.Join(' ', items.Select(Text)),
        JsonObject pairs => string.Join(", ", pairs.Select(pair => $"{pair.Key}={Text(pair.Value)}")),
        JsonValue text when text.TryGetValue<string>(out var plain) => plain,
        _ => JsonText.Of(value),
    };
}
