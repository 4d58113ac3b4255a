using System.Text.Json;
using NJsonSchema;

namespace OAuthClient.Tests.Presets;

/// <summary>The JSON schema of the presets' file, and the sources from which the values were taken.</summary>
public class PresetSchemaTests
{
    private const string SchemaPath = "OAuthClient.Tests/Presets/providers.schema.json";

    [Test]
    public async Task The_presets_file_matches_its_schema() =>
        Assert.That(await ErrorsAsync(Repository.Read(ProvidersFile.FilePath)), Is.Empty);

    [TestCase("\"https://github.com/login/oauth/authorize\"", "\"http://github.com/login/oauth/authorize\"", TestName = "An endpoint that is not https is refused")]
    [TestCase("\"scope_joiner\": \";\"", "\"scope_joiners\": \";\"", TestName = "An unknown field is refused")]
    [TestCase("\"state_in_redirect_uri\": true", "\"state_in_uri\": true", TestName = "An unknown quirk is refused")]
    [TestCase(", \"as_of\": \"2024-03\"", "", TestName = "A source without a date is refused")]
    [TestCase("\"as_of\": \"2024-03\"", "\"as_of\": \"lately\"", TestName = "A source with an invalid date is refused")]
    [TestCase("\"source\": \"grant\",", "", TestName = "A preset without a source is refused")]
    [TestCase("[\"Insecure.TokenInQuery\"]", "[\"TokenInQuery\"]", TestName = "An insecure flag without its type name is refused")]
    [TestCase("\"client_secret_basic_raw\"", "\"private_key_jwt\"", TestName = "A client authentication that a file cannot configure is refused")]
    [TestCase("\"pattern\": \"label\" }", "\"pattern\": \"anything\" }", TestName = "An unknown pattern is refused")]
    [TestCase("\"default\": \"gitlab.com\"", "\"default\": \"gitlab.com\", \"set\": { \"scope\": \"api\" }", TestName = "An option with both a default and set fields is refused")]
    [TestCase("\"set\": { \"scope\": \"offline_access\" }", "\"set\": { \"allow\": [\"Insecure.TokenInQuery\"] }", TestName = "An option that sets a forbidden field is refused")]
    [TestCase("\"signature_method\": \"RSA-SHA1\"", "\"signature_method\": \"RSA-MD5\"", TestName = "An unknown signature method is refused")]
    [TestCase("\"placement\": \"query\"", "\"placement\": \"body\"", TestName = "An unknown placement is refused")]
    [TestCase("\"callback_in_login\": true, \"no_verifier\": true", "\"token_scheme\": \"x\"", TestName = "A quirk of the other protocol is refused")]
    [TestCase("[\"Insecure.UnconfirmedCallback\"]", "[\"Insecure.TokenInQuery\"]", TestName = "An insecure flag of the other protocol is refused")]
    public async Task The_schema_refuses_an_invalid_presets_file(string written, string instead)
    {
        var file = Repository.Read(ProvidersFile.FilePath);
        Assert.That(file, Does.Contain(written));
        Assert.That(await ErrorsAsync(file.Replace(written, instead, StringComparison.Ordinal)), Is.Not.Empty);
    }

    [Test]
    public async Task The_quirks_of_the_schema_are_the_properties_of_the_quirk_types()
    {
        var schema = await JsonSchema.FromJsonAsync(Repository.Read(SchemaPath));
        Assert.That(schema.Definitions["quirks"].Properties.Keys, Is.EquivalentTo(PresetValueTests.OAuth2QuirkNames));
        Assert.That(
            schema.Definitions["oauth1Quirks"].Properties.Keys,
            Is.EquivalentTo(PresetValueTests.OAuth1QuirkNames));
    }

    [Test]
    public async Task The_refresh_of_the_schema_has_the_properties_of_its_types()
    {
        var schema = await JsonSchema.FromJsonAsync(Repository.Read(SchemaPath));
        Assert.That(schema.Definitions["refresh"].Properties.Keys, Is.EquivalentTo(PresetValueTests.RefreshRuleNames));
        Assert.That(schema.Definitions["liveToken"].Properties.Keys, Is.EquivalentTo(PresetValueTests.LiveTokenNames));
    }

    [TestCaseSource(typeof(ProvidersFile), nameof(ProvidersFile.Names))]
    public void Each_preset_names_known_sources_for_existing_fields(string name)
    {
        var preset = ProvidersFile.Preset(name);
        var sources = preset.TryGetProperty("sources", out var found)
            ? found.EnumerateObject().ToDictionary(source => source.Name, source => source.Value.GetString()!)
            : [];
        Assert.That(
            sources.Values.Append(preset.GetProperty("source").GetString()!).Distinct(),
            Is.SubsetOf(ProvidersFile.Sources.EnumerateObject().Select(source => source.Name)));
        Assert.That(
            sources.Keys.Where(path => !HasPath(preset, path)),
            Is.Empty,
            "sources of fields that the preset does not have");
    }

    [Test]
    public void Every_source_is_used_by_a_preset()
    {
        var file = Repository.Read(ProvidersFile.FilePath);
        var sources = ProvidersFile.Sources.EnumerateObject().Select(source => source.Name);
        Assert.That(
            sources.Where(source => !file.Contains($": \"{source}\"", StringComparison.Ordinal)),
            Is.Empty);
    }

    private static bool HasPath(JsonElement json, string path) =>
        path.Split('.', 2) is var steps
        && json.TryGetProperty(steps[0], out var found)
        && (steps.Length == 1 || HasPath(found, steps[1]));

    private static async Task<IEnumerable<string>> ErrorsAsync(string json) =>
        (await JsonSchema.FromJsonAsync(Repository.Read(SchemaPath))).Validate(json).Select(error => error.ToString());
}
