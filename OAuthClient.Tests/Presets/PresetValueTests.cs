using System.Reflection;
using System.Text.Json;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthClient.Presets;

namespace OAuthClient.Tests.Presets;

/// <summary>The provider values that are read from the presets' file.</summary>
public class PresetValueTests
{
    /// <summary>The properties of <see cref="OAuth2Quirks"/>, under their names in the presets' file.</summary>
    internal static IEnumerable<string> OAuth2QuirkNames => PropertyNames(typeof(OAuth2Quirks));

    /// <summary>The properties of <see cref="OAuth1Quirks"/>, under their names in the presets' file.</summary>
    internal static IEnumerable<string> OAuth1QuirkNames => PropertyNames(typeof(OAuth1Quirks));

    /// <summary>The properties of <see cref="RefreshRules"/>, under their names in the presets' file.</summary>
    internal static IEnumerable<string> RefreshRuleNames => PropertyNames(typeof(RefreshRules));

    /// <summary>The properties of <see cref="LiveTokenRequest"/>, under their names in the presets' file.</summary>
    internal static IEnumerable<string> LiveTokenNames => PropertyNames(typeof(LiveTokenRequest));

    // Amazon's Selling Partner API renames a parameter of its callbacks, and is no preset.
    private static IEnumerable<string> QuirksOfPresets => OAuth2QuirkNames.Except(["callback_names"]);

    private static IEnumerable<string> PresetNames => ProvidersFile.Names;

    [TestCaseSource(nameof(PresetNames))]
    public void Every_value_of_the_file_is_in_the_provider(string name) =>
        Assert.That(
            PresetFields.Flatten(Providers.Find(name)),
            Is.EqualTo(PresetFields.Flatten(ProvidersFile.Preset(name), Defaults(name))));

    [TestCaseSource(nameof(PresetNames))]
    public void A_preset_with_client_credentials_makes_a_dance(string name) => Assert.That(
        () => new OAuthDance(ProvidersFile.WithCredentials(name), "https://app.example/callback"),
        Throws.Nothing);

    [TestCaseSource(nameof(PresetNames))]
    public void Every_URL_of_a_preset_is_https(string name)
    {
        var provider = ProvidersFile.WithCredentials(name);
        string?[] urls =
        [
            .. provider.Endpoints.Select(endpoint => endpoint.Url),
            provider.ApiBaseUrl,
            .. provider.Origins,
        ];
        Assert.That(urls.OfType<string>(), Has.All.StartsWith("https://").And.None.Contains("{"));
    }

    [Test]
    public void Every_preset_has_a_member_and_every_member_is_a_preset()
    {
        var members = typeof(Providers).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType.IsAssignableTo(typeof(OAuthProvider))).ToArray();
        Assert.That(members.Select(member => member.Name.ToLowerInvariant()), Is.EquivalentTo(PresetNames));
        Assert.That(Providers.Names, Is.EquivalentTo(PresetNames));
        Assert.That(
            members.Select(member => ((OAuthProvider)member.GetValue(null)!).Name),
            Is.EqualTo(members.Select(member => member.Name.ToLowerInvariant())));
    }

    [Test]
    public void A_preset_is_created_once() => Assert.That(Providers.GitHub, Is.SameAs(Providers.Find("GitHub")));

    [Test]
    public void Presets_of_both_protocols_are_found_by_name() =>
        Assert.That(
            (Providers.Find("discogs").GetType(), Providers.Find("github").GetType()),
            Is.EqualTo((typeof(OAuth1Provider), typeof(OAuth2Provider))));

    [TestCase("githb", "Did you mean github or gitlab?")]
    [TestCase("git", "Did you mean github or gitlab?")]
    [TestCase("googel", "Did you mean google?")]
    [TestCase("myspace", "There are: airtable, apple, ")]
    [TestCase("", "There are: airtable, apple, ")]
    public void The_error_for_an_unknown_preset_suggests_known_names(string name, string suggestion) =>
        Assert.That(() => Providers.Find(name), Throws.ArgumentException.With.Message.Contains(suggestion));

    [TestCaseSource(nameof(QuirksOfPresets))]
    public void Every_OAuth2_quirk_is_used_by_a_preset(string quirk) =>
        Assert.That(PresetNames.Select(ProvidersFile.Preset).Where(preset => HasQuirk(preset, quirk)), Is.Not.Empty);

    // The sample value holds every rule, whether a preset uses the rule or not.
    [Test]
    public void Every_rule_of_a_refresh_is_read_from_a_preset()
    {
        const string Sample = """
            {
              "title": "A", "protocol": "oauth2", "authorization_endpoint": "https://a.example/", "token_endpoint": "https://a.example/t",
              "refresh": {
                "endpoint": "https://a.example/r",
                "regional_endpoints": { "eu": "https://eu.example/r" },
                "parameters": { "scope": "{scope}", "device_id": "{callback.device_id}" },
                "token_envelope": "data",
                "field_names": { "access_token": "accessToken" },
                "dead_token_errors": ["refresh_token is invalid", "unauthorized_client & invalid"],
                "later_errors": ["slow down"],
                "replay_window": 30,
                "refresh_token_lifetime": 86400,
                "expired_token_answers": ["403", "200 \"error\": \"token_expired\""],
                "live_token": { "endpoint": "https://a.example/l", "parameters": { "t": "{access_token}" }, "uses_get": true, "min_age": 60 }
              },
              "long_lived_token": { "endpoint": "https://a.example/x", "parameters": { "s": "{client_secret}" }, "uses_get": true, "min_age": 1 }
            }
            """;
        using var json = JsonDocument.Parse(Sample);
        var fields = PresetFields.Flatten(new PresetWithOptions(new("sample", json.RootElement)).CreateProvider());
        Assert.That(fields, Is.EqualTo(PresetFields.Flatten(json.RootElement, new Dictionary<string, string>())));
        Assert.That(
            RefreshRuleNames.Except(json.RootElement.GetProperty("refresh").EnumerateObject().Select(rule => rule.Name)),
            Is.Empty);
        Assert.That(
            LiveTokenNames.Except(json.RootElement.GetProperty("long_lived_token").EnumerateObject().Select(rule => rule.Name)),
            Is.Empty);
    }

    private static IEnumerable<string> PropertyNames(Type quirks) =>
        quirks.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(property => PresetFields.ToSnakeCase(property.Name));

    private static bool HasQuirk(JsonElement preset, string quirk) =>
        QuirksOf(preset).Any(quirks => quirks.TryGetProperty(quirk, out _));

    private static IEnumerable<JsonElement> QuirksOf(JsonElement preset)
    {
        if (preset.TryGetProperty("quirks", out var quirks))
            yield return quirks;
        foreach (var option in preset.TryGetProperty("options", out var options) ? options.EnumerateObject() : default)
        {
            if (option.Value.TryGetProperty("set", out var set) && set.TryGetProperty("quirks", out var chosen))
                yield return chosen;
        }
    }

    private static Dictionary<string, string> Defaults(string name) => ProvidersFile.OptionsOf(name)
        .Where(option => option.Value.TryGetProperty("default", out _))
        .ToDictionary(option => option.Name, option => option.Value.GetProperty("default").GetString()!);
}
