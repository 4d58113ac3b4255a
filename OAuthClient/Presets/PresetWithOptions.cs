using System.Text.Json;
using OAuthClient.Internal;

namespace OAuthClient.Presets;

/// <summary>A preset with the options chosen so far, in their order.</summary>
internal sealed class PresetWithOptions(Preset preset, IReadOnlyList<KeyValuePair<string, string?>> chosen)
    : ProviderPreset
{
    public PresetWithOptions(Preset preset) : this(preset, []) { }

    /// <summary>Chooses one more option. An option that is chosen again counts as chosen last.</summary>
    public PresetWithOptions With(string name, string? value)
    {
        var option = preset.GetOption(name);
        option.Check(value);
        var result = this;
        foreach (var (impliedName, impliedValue) in option.Means)
            result = result.With(impliedName, impliedValue);
        return result.Add(name, value);
    }

    public OAuthProvider CreateProvider()
    {
        var layers = chosen.Select(choice => preset.GetOption(choice.Key).Layer(choice.Value)).OfType<JsonElement>();
        var values = new Dictionary<string, string>();
        foreach (var (name, option) in preset.Options)
        {
            if (option.Default is { } text)
                values[name] = text;
        }
        foreach (var (name, value) in chosen)
        {
            if (value is not null)
                values[name] = value;
        }
        return PresetReader.Read(preset.Name, new([preset.Json, .. layers], values)) with { Preset = this };
    }

    public override void ThrowIfInvalid()
    {
        foreach (var (name, option) in preset.Options)
        {
            if (!option.IsRequired || chosen.Any(choice => choice.Key == name))
                continue;
            throw new ArgumentException(
                $"The preset '{preset.Name}' cannot do without its option '{name}': add .With(\"{name}\", …).");
        }
    }

    private PresetWithOptions Add(string name, string? value) =>
        new(preset, [.. chosen.Where(choice => choice.Key != name), KeyValuePair.Create(name, value)]);
}
