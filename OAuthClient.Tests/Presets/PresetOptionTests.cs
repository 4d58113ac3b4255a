using System.Text.Json;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthClient.Presets;

namespace OAuthClient.Tests.Presets;

/// <summary>
/// An option of a preset sets the fields that the presets' file defines for the option, and no other fields.
/// </summary>
public class PresetOptionTests
{
    private static IEnumerable<TestCaseData> OptionCases => ProvidersFile.Options.Select(
        option => new TestCaseData(option.Preset, option.Option).SetArgDisplayNames(option.Preset, option.Option));

    private static IEnumerable<TestCaseData> ChoiceCases =>
        from option in ProvidersFile.Options
        where ProvidersFile.Option(option.Preset, option.Option).TryGetProperty("choices", out _)
        from choice in ProvidersFile.Option(option.Preset, option.Option).GetProperty("choices").EnumerateObject()
        select new TestCaseData(option.Preset, option.Option, choice.Name);

    private static IEnumerable<TestCaseData> FreeTextCases =>
        from option in ProvidersFile.Options
        where ProvidersFile.Option(option.Preset, option.Option).TryGetProperty("pattern", out _)
        let pattern = ProvidersFile.Option(option.Preset, option.Option).GetProperty("pattern").GetString()
        where pattern is "text" or "header"
        select new TestCaseData(option.Preset, option.Option, pattern);

    [TestCaseSource(nameof(OptionCases))]
    public void An_option_sets_the_fields_that_the_file_defines(string preset, string name)
    {
        var option = ProvidersFile.Option(preset, name);
        var value = ProvidersFile.SampleValue(option);
        var expected = ExpectedFields(preset, name, option, value);
        Assert.That(PresetFields.Flatten(Providers.Find(preset).With(name, value)), Is.EqualTo(expected));
        Assert.That(
            expected,
            Is.Not.EqualTo(ExpectedFields(preset, name, default, null)),
            "the option changes a field");
    }

    [TestCaseSource(nameof(ChoiceCases))]
    public void A_choice_of_an_option_sets_the_fields_that_the_file_defines(
        string preset, string name, string choice) =>
        Assert.That(
            PresetFields.Flatten(Providers.Find(preset).With(name, choice)),
            Is.EqualTo(ExpectedFields(preset, name, ProvidersFile.Option(preset, name), choice)));

    [TestCaseSource(nameof(OptionCases))]
    public void An_unexpected_or_missing_option_value_is_refused(string preset, string name)
    {
        var wrong = ProvidersFile.SampleValue(ProvidersFile.Option(preset, name)) is null ? "a value" : null;
        Assert.That(
            () => Providers.Find(preset).With(name, wrong),
            Throws.ArgumentException.With.Message.StartWith($"The option '{name}' of '{preset}' wants "));
    }

    [TestCaseSource(nameof(OptionCases))]
    public void An_option_keeps_the_fields_that_the_program_has_overridden(string preset, string name)
    {
        var mine = OverrideFields(Providers.Find(preset));
        var value = ProvidersFile.SampleValue(ProvidersFile.Option(preset, name));
        Assert.That(
            PresetFields.Flatten(mine.With(name, value)),
            Is.SupersetOf(PresetFields.Flatten(mine).Where(field => field.Key is not "scope")));
    }

    [TestCaseSource(nameof(FreeTextCases))]
    public void A_free_text_option_goes_only_into_parameters_or_headers(string preset, string name, string pattern)
    {
        var sample = ProvidersFile.SampleValue(ProvidersFile.Option(preset, name))!;
        var fields = PresetFields.Flatten(Providers.Find(preset).With(name, sample))
            .Where(field => field.Value.Contains(sample, StringComparison.Ordinal))
            .Select(field => field.Key);
        var allowed = pattern == "header" ? @"^(api|endpoint)_headers\." : @"^authorization_parameters\.";
        Assert.That(fields, Is.Not.Empty.And.All.Matches(allowed));
    }

    [Test]
    public void The_error_for_an_unknown_option_or_choice_lists_the_known_ones()
    {
        Assert.That(
            () => Providers.Dropbox.With("ofline"),
            Throws.ArgumentException.With.Message.Contains(
                "'ofline'. It has: offline, force_reapprove, disable_signup, require_role."));
        Assert.That(
            () => Providers.Tumblr.With("offline"),
            Throws.ArgumentException.With.Message.Contains("has no option 'offline'. It has none."));
        Assert.That(
            () => Providers.Zoho.With("region", "mars"),
            Throws.ArgumentException.With.Message.Contains(
                "wants one of us, ae, au, ca, cn, eu, in, jp, sa, uk, and was given 'mars'"));
    }

    [Test]
    public void A_provider_not_made_from_a_preset_has_no_options()
    {
        var provider = new OAuth2Provider
        {
            Name = "mine",
            AuthorizationEndpoint = "https://a.example/",
            TokenEndpoint = "https://a.example/",
        };
        Assert.That(
            () => provider.With("host", "b.example"),
            Throws.ArgumentException.With.Message.Contains("'mine' was not made from a preset"));
    }

    [TestCase("shopify", "shop")]
    [TestCase("mastodon", "host")]
    [TestCase("ebay", "ru_name")]
    [TestCase("jira", "host")]
    [TestCase("netsuite", "account")]
    public void A_missing_required_option_is_an_error_when_the_dance_is_created(string preset, string option)
    {
        var provider = Providers.Find(preset) with { ClientId = "x", ClientSecret = "x" };
        Assert.That(
            () => new OAuthDance(provider, "https://app.example/callback"),
            Throws.ArgumentException.With.Message.EqualTo(
                $"The preset '{preset}' cannot do without its option '{option}': add .With(\"{option}\", …)."));
    }

    [Test]
    public void The_last_value_of_an_option_wins_and_different_options_combine()
    {
        var gitlab = Providers.GitLab.With("host", "a.example").With("host", "b.example");
        var google = Providers.Google
            .With("reprompt_consent").With("offline").With("reprompt_select_account").With("reprompt_consent");
        Assert.That(gitlab.TokenEndpoint, Is.EqualTo("https://b.example/oauth/token"));
        Assert.That(google.AuthorizationParameters, Is.EquivalentTo(new Dictionary<string, string>
        {
            ["access_type"] = "offline",
            ["prompt"] = "select_account consent",
        }));
    }

    [Test]
    public void An_alias_option_is_overridden_by_a_later_option()
    {
        Assert.That(
            Providers.Salesforce.With("host", "x.example").With("sandbox").TokenEndpoint,
            Does.StartWith("https://test.salesforce.com/"));
        Assert.That(
            Providers.Salesforce.With("sandbox").With("host", "x.example").TokenEndpoint,
            Does.StartWith("https://x.example/"));
    }

    [Test]
    public void Fields_overridden_between_two_options_stay_and_the_preset_is_unchanged()
    {
        var offline = Providers.Google.With("offline") with
        {
            Scopes = ["openid"],
            TokenEndpoint = "https://proxy.example/token",
            AuthorizationParameters = new Dictionary<string, string> { ["access_type"] = "online", ["x"] = "1" },
        };
        var mine = offline.With("hosted_domain", "example.com");
        Assert.That((mine.TokenEndpoint, mine.Scopes.Single()), Is.EqualTo(("https://proxy.example/token", "openid")));
        Assert.That(mine.AuthorizationParameters, Is.EquivalentTo(new Dictionary<string, string>
        {
            ["access_type"] = "online",
            ["x"] = "1",
            ["hd"] = "example.com",
        }));
        Assert.That(Providers.Google.AuthorizationParameters, Is.Empty);
    }

    [Test]
    public void An_option_moves_every_endpoint_of_the_preset()
    {
        var sandbox = (OAuth2Provider)Providers.Salesforce.With("sandbox");
        var uk = (OAuth2Provider)Providers.Zoho.With("region", "uk");
        var facebook = (OAuth2Provider)Providers.Facebook.With("long_lived").With("graph_version", "v99.0");
        Assert.That(
            (sandbox.RevocationEndpoint, uk.RevocationEndpoint, facebook.LongLivedToken?.Endpoint),
            Is.EqualTo((
                "https://test.salesforce.com/services/oauth2/revoke",
                "https://accounts.zoho.uk/oauth/v2/token/revoke",
                "https://graph.facebook.com/v99.0/oauth/access_token")));
    }

    [Test]
    public void A_request_that_the_program_has_removed_stays_removed()
    {
        var chosen = Providers.Facebook.With("long_lived") with { LongLivedToken = null };
        Assert.That(((OAuth2Provider)chosen.With("graph_version", "v99.0")).LongLivedToken, Is.Null);
    }

    // The library fills these placeholders itself, at the time of the request.
    [Test]
    public void No_option_of_an_OAuth2_preset_has_the_name_of_a_placeholder() =>
        Assert.That(
            from option in ProvidersFile.Options
            where Providers.Find(option.Preset) is OAuth2Provider
            select option.Option,
            Has.None.AnyOf("scope", "redirect_uri", "client_id", "client_secret", "access_token", "callback"));

    [Test]
    public void The_scopes_of_an_option_are_added_to_the_scopes_of_the_program() =>
        Assert.That(
            (Providers.Azure with { Scopes = ["Mail.Read"] }).With("offline").Scopes,
            Is.EqualTo(new[] { "Mail.Read", "offline_access" }));

    // The expected fields are computed from the presets' file, without the library: the preset's fields with their
    // placeholders filled, then the fields that the option sets.
    private static SortedDictionary<string, string> ExpectedFields(
        string preset, string name, JsonElement option, string? value)
    {
        var values = ProvidersFile.OptionsOf(preset).Where(other => other.Value.TryGetProperty("default", out _))
            .ToDictionary(other => other.Name, other => other.Value.GetProperty("default").GetString()!);
        if (value is not null)
            values[name] = value;
        if (option.ValueKind == JsonValueKind.Object && option.TryGetProperty("means", out var means))
        {
            foreach (var other in means.EnumerateObject())
                values[other.Name] = other.Value.GetString()!;
        }
        var expected = PresetFields.Flatten(ProvidersFile.Preset(preset), values);
        foreach (var (field, set) in PresetFields.Flatten(FieldsSetBy(option, value), values))
            expected[field] = field == "scope" && expected.TryGetValue(field, out var scope) ? $"{scope} {set}" : set;
        return expected;
    }

    private static JsonElement FieldsSetBy(JsonElement option, string? value)
    {
        if (option.ValueKind == JsonValueKind.Object)
        {
            if (option.TryGetProperty("choices", out var choices))
                return choices.GetProperty(value!);
            if (option.TryGetProperty("set", out var set))
                return set;
        }
        return JsonDocument.Parse("{}").RootElement;
    }

    private static OAuthProvider OverrideFields(OAuthProvider provider) =>
        provider is OAuth1Provider oauth1 ? OverrideFields(oauth1) : OverrideFields((OAuth2Provider)provider);

    private static OAuth2Provider OverrideFields(OAuth2Provider provider) => provider with
    {
        AuthorizationEndpoint = "https://mine.example/a",
        TokenEndpoint = "https://mine.example/t",
        RevocationEndpoint = "https://mine.example/r",
        ApiBaseUrl = "https://mine.example/",
        Scopes = ["mine"],
        AuthorizationParameters = new Dictionary<string, string> { ["mine"] = "1" },
        TokenParameters = new Dictionary<string, string> { ["mine"] = "1" },
        Refresh = new()
        {
            Endpoint = "https://mine.example/f",
            Parameters = new Dictionary<string, string> { ["mine"] = "1" },
            TokenEnvelope = "mine",
            LiveToken = new("https://mine.example/l", new Dictionary<string, string> { ["mine"] = "1" }),
        },
        LongLivedToken = new("https://mine.example/x", new Dictionary<string, string> { ["mine"] = "1" }),
        ApiHeaders = new Dictionary<string, string> { ["X-Mine"] = "1" },
        EndpointHeaders = new Dictionary<string, string> { ["X-Mine"] = "2" },
        Quirks = new() { TokenScheme = "Mine", TokenEnvelope = "mine" },
    };

    private static OAuth1Provider OverrideFields(OAuth1Provider provider) => provider with
    {
        TemporaryCredentialEndpoint = "https://mine.example/r",
        AuthorizationEndpoint = "https://mine.example/a",
        TokenEndpoint = "https://mine.example/t",
        ApiBaseUrl = "https://mine.example/",
        Origins = ["https://mine.example"],
        SignatureMethod = SignatureMethod.PlainText,
        Realm = "mine",
        AuthorizationParameters = new Dictionary<string, string> { ["mine"] = "1" },
        ApiHeaders = new Dictionary<string, string> { ["X-Mine"] = "1" },
    };
}
