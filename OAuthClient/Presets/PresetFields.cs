using System.Text.Json;
using System.Text.RegularExpressions;

namespace OAuthClient.Presets;

/// <summary>
/// Reads fields from layers of JSON, a preset's own and those of its options: the last layer that has a text or a flag wins, lists and
/// dictionaries are united. <c>{name}</c> in a text stands for the value of an option.
/// </summary>
internal sealed partial class PresetFields(IReadOnlyList<JsonElement> layers, IReadOnlyDictionary<string, string> values)
{
    public string? Text(string name) => Find(name) is [.., var last] ? FillPlaceholders(last.GetString()!) : null;

    public string Required(string name) => Text(name) ?? throw new InvalidOperationException($"The preset has no {name}.");

    public bool Flag(string name) => Find(name) is [.., { ValueKind: JsonValueKind.True }];

    /// <summary>A text of words, as RFC 7591 writes scopes.</summary>
    public IReadOnlyList<string> Words(string name) => [.. Find(name).SelectMany(layer => FillPlaceholders(layer.GetString()!).Split(' ')).Distinct()];

    public IReadOnlyList<string> List(string name) => [.. Find(name).SelectMany(layer => layer.EnumerateArray()).Select(item => FillPlaceholders(item.GetString()!)).Distinct()];

    public Insecure Allowed() => List("allow").Aggregate(Insecure.None, (all, word) => all | Enum.Parse<Insecure>(word["Insecure.".Length..]));

    public Dictionary<string, string> Map(string name)
    {
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in Find(name).SelectMany(layer => layer.EnumerateObject()))
            map[member.Name] = member.Value.ValueKind == JsonValueKind.Array ? AddWords(map.GetValueOrDefault(member.Name), member.Value) : FillPlaceholders(member.Value.GetString()!);
        return map;
    }

    public PresetFields Nested(string name) => new(Find(name), values);

    private JsonElement[] Find(string name) => [.. layers.Where(layer => layer.TryGetProperty(name, out _)).Select(layer => layer.GetProperty(name))];

    // A value in brackets is a list of words in one parameter, such as prompt: options add to it.
    private static string AddWords(string? words, JsonElement more) =>
        string.Join(' ', (words is null ? [] : words.Split(' ')).Union(more.EnumerateArray().Select(word => word.GetString()!)));

    private string FillPlaceholders(string text) => Placeholder().Replace(text, found => values.GetValueOrDefault(found.Groups[1].Value, found.Value));

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
