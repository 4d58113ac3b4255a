using System.Text.Json;
using System.Text.RegularExpressions;

namespace OAuthClient.Presets;

/// <summary>
/// Reads fields from layers of JSON: the layer of the preset, and those of its chosen options. The last layer with a
/// text or a flag wins; lists and dictionaries are united. A placeholder <c>{name}</c> in a text is replaced by the
/// value of that option.
/// </summary>
internal sealed partial class PresetFields(
    IReadOnlyList<JsonElement> layers, IReadOnlyDictionary<string, string> values)
{
    public string? Text(string name) => Find(name) is [.., var last] ? FillPlaceholders(last.GetString()!) : null;

    public string Required(string name) =>
        Text(name) ?? throw new InvalidOperationException($"The preset has no {name}.");

    /// <summary>A number of seconds; null when the field is absent.</summary>
    public TimeSpan? Seconds(string name) =>
        Find(name) is [.., var last] ? TimeSpan.FromSeconds(last.GetInt32()) : null;

    public bool Has(string name) => Find(name).Length > 0;

    public bool Flag(string name) => Find(name) is [.., { ValueKind: JsonValueKind.True }];

    /// <summary>The words of a text, as RFC 7591 writes scopes.</summary>
    public IReadOnlyList<string> Words(string name) =>
        [.. Find(name).SelectMany(layer => FillPlaceholders(layer.GetString()!).Split(' ')).Distinct()];

    public IReadOnlyList<string> List(string name)
    {
        var items = Find(name).SelectMany(layer => layer.EnumerateArray());
        return [.. items.Select(item => FillPlaceholders(item.GetString()!)).Distinct()];
    }

    public Insecure Allowed()
    {
        var allowed = Insecure.None;
        foreach (var word in List("allow"))
            allowed |= Enum.Parse<Insecure>(word["Insecure.".Length..]);
        return allowed;
    }

    public Dictionary<string, string> Map(string name)
    {
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in Find(name).SelectMany(layer => layer.EnumerateObject()))
        {
            map[member.Name] = member.Value.ValueKind == JsonValueKind.Array
                ? AddWords(map.GetValueOrDefault(member.Name), member.Value)
                : FillPlaceholders(member.Value.GetString()!);
        }
        return map;
    }

    public PresetFields Nested(string name) => new(Find(name), values);

    private JsonElement[] Find(string name) =>
        [.. layers.Where(layer => layer.TryGetProperty(name, out _)).Select(layer => layer.GetProperty(name))];

    // A JSON array holds the words of one parameter, such as prompt: options add words to it.
    private static string AddWords(string? words, JsonElement more)
    {
        string[] before = words is null ? [] : words.Split(' ');
        return string.Join(' ', before.Union(more.EnumerateArray().Select(word => word.GetString()!)));
    }

    private string FillPlaceholders(string text) => Placeholder().Replace(
        text, placeholder => values.GetValueOrDefault(placeholder.Groups[1].Value, placeholder.Value));

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
