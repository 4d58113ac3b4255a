using OAuthClient.Internal;

namespace OAuthClient.Presets;

/// <summary>A preset with the options chosen so far, in their order.</summary>
internal sealed class PresetWithOptions(Preset preset, IReadOnlyList<KeyValuePair<string, string?>> chosen) : ProviderPreset
{
    public PresetWithOptions(Preset preset) : this(preset, []) { }

    /// <summary>The same preset with one more option; one that is chosen anew counts as chosen last.</summary>
    public PresetWithOptions With(string name, string? value)
    {
        var option = preset.GetOption(name);
        option.Check(value);
        var with = option.Means.Aggregate(this, (so, other) => so.With(other.Key, other.Value));
        return with.Add(name, value);
    }

    /// <summary>The value that it makes.</summary>
    public OAuthProvider CreateProvider()
    {
        var layers = chosen.Select(choice => preset.GetOption(choice.Key).Layer(choice.Value)).OfType<System.Text.Json.JsonElement>();
        var values = preset.Options.Where(option => option.Value.Default is not null).ToDictionary(option => option.Key, option => option.Value.Default!);
        foreach (var (name, value) in chosen.Where(choice => choice.Value is not null))
            values[name] = value!;
        return PresetReader.Read(preset.Name, new([preset.Json, .. layers], values)) with { Preset = this };
    }

    public override void Check()
    {
        foreach (var (name, option) in preset.Options)
        {
            if (option.IsRequired && chosen.All(choice => choice.Key != name))
                throw new ArgumentException($"The preset '{preset.Name}' cannot do without its option '{name}': add .With(\"{name}\", …).");
        }
    }

    private PresetWithOptions Add(string name, string? value) => new(preset, [.. chosen.Where(choice => choice.Key != name), KeyValuePair.Create(name, value)]);
}
