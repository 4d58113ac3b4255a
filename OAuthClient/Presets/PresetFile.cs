using System.Text.Json;

namespace OAuthClient.Presets;

/// <summary>The embedded <c>providers.json</c>, read once, when first asked for.</summary>
internal static class PresetFile
{
    private static readonly Lazy<Dictionary<string, Lazy<OAuthProvider>>> Presets = new(Read);

    public static IReadOnlyCollection<string> Names => Presets.Value.Keys;

    /// <summary>The value without any option; null when there is no such preset.</summary>
    public static OAuthProvider? Find(string name) => Presets.Value.GetValueOrDefault(name)?.Value;

    private static Dictionary<string, Lazy<OAuthProvider>> Read()
    {
        using var file = typeof(PresetFile).Assembly.GetManifestResourceStream("providers.json")!;
        using var document = JsonDocument.Parse(file, new() { AllowDuplicateProperties = false });
        return document.RootElement.GetProperty("providers").Clone().EnumerateObject()
            .ToDictionary(entry => entry.Name, entry => new Lazy<OAuthProvider>(() => new PresetWithOptions(new(entry.Name, entry.Value)).CreateProvider()), StringComparer.OrdinalIgnoreCase);
    }
}
