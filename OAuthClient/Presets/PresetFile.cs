using System.Text.Json;

namespace OAuthClient.Presets;

/// <summary>The embedded <c>providers.json</c>, read at its first use.</summary>
internal static class PresetFile
{
    private static readonly Lazy<Dictionary<string, Lazy<OAuthProvider>>> Presets = new(Read);

    public static IReadOnlyCollection<string> Names => Presets.Value.Keys;

    /// <summary>Finds the provider of a preset without options; null when there is no such preset.</summary>
    public static OAuthProvider? Find(string name) => Presets.Value.GetValueOrDefault(name)?.Value;

    private static Dictionary<string, Lazy<OAuthProvider>> Read()
    {
        using var file = typeof(PresetFile).Assembly.GetManifestResourceStream("providers.json")!;
        using var document = JsonDocument.Parse(file, new() { AllowDuplicateProperties = false });
        // A clone, since the presets outlive the document.
        return document.RootElement.GetProperty("providers").Clone().EnumerateObject().ToDictionary(
            entry => entry.Name,
            entry => new Lazy<OAuthProvider>(() => CreateProvider(entry)),
            StringComparer.OrdinalIgnoreCase);
    }

    private static OAuthProvider CreateProvider(JsonProperty entry)
    {
        var preset = new Preset(entry.Name, entry.Value);
        return new PresetWithOptions(preset).CreateProvider();
    }
}
