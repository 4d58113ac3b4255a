using System.Text.Json;
using OAuthClient.OAuth1;
using OAuthClient.Presets;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Presets;

/// <summary>The presets' file as JSON, for tests that compare the file with the provider values.</summary>
internal static class ProvidersFile
{
    public const string FilePath = "OAuthClient/Presets/providers.json";

    private static readonly JsonElement Root = JsonDocument.Parse(Repository.Read(FilePath)).RootElement;

    public static JsonElement Sources => Root.GetProperty("sources");

    public static IEnumerable<string> Names =>
        Root.GetProperty("providers").EnumerateObject().Select(preset => preset.Name);

    /// <summary>All options of all presets.</summary>
    public static IEnumerable<(string Preset, string Option)> Options =>
        Names.SelectMany(preset => OptionsOf(preset).Select(option => (preset, option.Name)));

    public static JsonElement Preset(string name) => Root.GetProperty("providers").GetProperty(name);

    public static IEnumerable<JsonProperty> OptionsOf(string preset) =>
        Preset(preset).TryGetProperty("options", out var options) ? options.EnumerateObject() : [];

    public static JsonElement Option(string preset, string option) =>
        Preset(preset).GetProperty("options").GetProperty(option);

    /// <summary>Gets a valid value of an option; null for an option without a value.</summary>
    public static string? SampleValue(JsonElement option)
    {
        if (option.TryGetProperty("choices", out var choices))
            return choices.EnumerateObject().Last().Name;
        if (!option.TryGetProperty("pattern", out var pattern))
            return null;
        return pattern.GetString() switch
        {
            "host" => "sample.example:8443",
            "site" => "sample.example:8443/at/home",
            "label" => "sample-name",
            "segment" => "sample.Name-7",
            "header" => "sample program/1.0 (by /u/somebody)",
            _ => "sämple & text",
        };
    }

    /// <summary>Whether the preset cannot be used without the option.</summary>
    public static bool IsRequired(JsonElement option) =>
        option.TryGetProperty("pattern", out _)
        && !option.TryGetProperty("default", out _)
        && !option.TryGetProperty("set", out _);

    /// <summary>Creates the preset's provider value with its required options and client credentials.</summary>
    public static OAuthProvider WithCredentials(string name)
    {
        var provider = WithRequiredOptions(name) with { ClientId = "the-id", ClientSecret = "the-secret" };
        return provider is OAuth1Provider { SignatureMethod.UsesSecrets: false } rsa
            ? rsa with { SignatureMethod = SignatureMethod.RsaSha1(PretendProvider.ClientPrivateKey) }
            : provider;
    }

    /// <summary>Creates the preset's provider value with its required options and nothing else.</summary>
    public static OAuthProvider WithRequiredOptions(string name) =>
        OptionsOf(name)
            .Where(option => IsRequired(option.Value))
            .Aggregate(
                Providers.Find(name), (provider, option) => provider.With(option.Name, SampleValue(option.Value)));
}
