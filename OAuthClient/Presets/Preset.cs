using System.Text.Json;

namespace OAuthClient.Presets;

/// <summary>One entry of <c>providers.json</c>.</summary>
internal sealed class Preset(string name, JsonElement json)
{
    public string Name => name;

    public JsonElement Json => json;

    public IReadOnlyDictionary<string, PresetOption> Options { get; } = json.TryGetProperty("options", out var options)
        ? options.EnumerateObject().ToDictionary(
            option => option.Name, option => new PresetOption(name, option.Name, option.Value))
        : [];

    /// <summary>Finds an option. The error for an unknown name lists the options of the preset.</summary>
    public PresetOption GetOption(string option)
    {
        if (Options.TryGetValue(option, out var found))
            return found;
        var known = Options.Count == 0 ? "It has none." : $"It has: {string.Join(", ", Options.Keys)}.";
        throw new ArgumentException($"The preset '{name}' has no option '{option}'. {known}", nameof(option));
    }
}
