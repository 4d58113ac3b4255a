using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OAuthClient.Tests.Presets;

/// <summary>
/// Generates two files from the presets' file: <c>docs/providers.md</c> and the members of <c>Providers</c>.
/// </summary>
internal static partial class ProvidersDocument
{
    public const string PagePath = "docs/providers.md";
    public const string MembersPath = "OAuthClient/Presets/Providers.Members.cs";

    public const string RegenerateCommand =
        "WRITE_PROVIDERS=1 dotnet test OAuthClient.Tests -c Release --filter ProvidersDocumentTests";

    // The fields in the order of the providers page, where they follow the endpoints.
    private static readonly (string Field, string Label)[] FieldLabels =
    [
        ("signature_method", "Signature method"),
        ("placement", "Placement of the signature"),
        ("realm", "Realm"),
        ("scope", "Default scopes"),
        ("scope_joiner", "Scopes are joined by"),
        ("code_challenge_methods_supported", "Code challenge methods that it says it knows"),
        ("token_endpoint_auth_method", "Client authentication"),
        ("response_mode", "Response mode"),
        ("authorization_parameters", "Also in the address of the login"),
        ("token_parameters", "Also in the token request"),
        ("api_headers", "Headers of API calls"),
        ("origins", "The token also goes to"),
        ("allow", "Does without"),
    ];

    private static readonly Dictionary<string, string> PatternDescriptions = new()
    {
        ["host"] = "a host name",
        ["site"] = "a host name, perhaps with a path",
        ["label"] = "a name",
        ["segment"] = "a word",
        ["header"] = "a text",
        ["text"] = "a text",
    };

    public static string PageText() => string.Join(
        "\n",
        [
            Introduction,
            .. PresetTable(),
            "",
            "## The quirks",
            "",
            .. QuirkTable(),
            "",
            "## The refresh rules",
            "",
            RefreshIntroduction,
            .. RefreshTable(),
            "",
            "## The sources",
            "",
            .. SourceTable(),
            "",
            "## The presets",
            .. ProvidersFile.Names.SelectMany(PresetSection),
        ]) + "\n";

    private static bool IsOAuth1(JsonElement preset) => preset.GetProperty("protocol").GetString() == "oauth1";

    private static bool IsRsa(JsonElement preset) =>
        preset.TryGetProperty("signature_method", out var method)
        && method.GetString()!.StartsWith("RSA-", StringComparison.Ordinal);

    private static string PresetTitle(string name) => ProvidersFile.Preset(name).GetProperty("title").GetString()!;

    private static IEnumerable<string> PresetTable()
    {
        yield return "| Preset | Provider | Default scopes | Options | Quirks, and what it does without |";
        yield return "|---|---|---|---|---|";
        foreach (var name in ProvidersFile.Names)
        {
            var preset = ProvidersFile.Preset(name);
            var quirks = preset.TryGetProperty("quirks", out var found)
                ? found.EnumerateObject().Select(quirk => quirk.Name)
                : [];
            var allowed = preset.TryGetProperty("allow", out var allow)
                ? allow.EnumerateArray().Select(flag => flag.GetString()!)
                : [];
            var title = IsOAuth1(preset) ? $"{PresetTitle(name)}, OAuth 1.0a" : PresetTitle(name);
            var scope = preset.TryGetProperty("scope", out var scopes) ? FormatCode(scopes.GetString()!) : "";
            var options = FormatCodeList(ProvidersFile.OptionsOf(name).Select(option => option.Name));
            yield return $"| [`{name}`](#{name}) | {title} | {scope} | {options} | {FormatCodeList(quirks.Concat(allowed))} |";
        }
    }

    private static IEnumerable<string> SourceTable() =>
    [
        "| Source | What it is | As of, or read on |",
        "|---|---|---|",
        .. from source in ProvidersFile.Sources.EnumerateObject()
           let title = source.Value.GetProperty("title").GetString()
           select $"| {source.Name} | {title} | {SourceDate(source.Name)} |",
    ];

    private static IEnumerable<string> PresetSection(string name)
    {
        var preset = ProvidersFile.Preset(name);
        yield return $"\n### {name}\n";
        var presetSource = SourceWithDate(preset.GetProperty("source").GetString()!);
        yield return $"{PresetTitle(name)}: `Providers.{MemberName(name)}`, `{name.ToUpperInvariant()}_OAUTH_CLIENT_ID`. "
            + $"Source: {presetSource}.\n";
        foreach (var (field, label) in Endpoints(preset).Concat(FieldLabels))
        {
            if (preset.TryGetProperty(field, out var value))
                yield return $"- {label}: {FormatJsonValue(value)}{SourceOf(preset, field)}";
        }
        if (IsRsa(preset))
        {
            var method = preset.GetProperty("signature_method").GetString()!;
            yield return "- Your private key, which no preset can know: `with { SignatureMethod = SignatureMethod."
                + $"{method.Replace("RSA-SHA", "RsaSha", StringComparison.Ordinal)}(pem) }}`.";
        }
        if (!preset.TryGetProperty("authorization_endpoint", out _))
            yield return "- No logins.";
        foreach (var quirk in preset.TryGetProperty("quirks", out var quirks) ? quirks.EnumerateObject() : default)
        {
            var source = SourceOf(preset, $"quirks.{quirk.Name}") ?? SourceOf(preset, "quirks");
            yield return $"- Quirk `{quirk.Name}`: {FormatJsonValue(quirk.Value)}{source}";
        }
        foreach (var line in RefreshLines(preset))
            yield return line;
        foreach (var note in preset.TryGetProperty("notes", out var notes) ? notes.EnumerateArray() : default)
            yield return $"- {note.GetString()}";
        foreach (var line in OptionTable(name, preset))
            yield return line;
    }

    private static IEnumerable<string> OptionTable(string name, JsonElement preset)
    {
        if (!ProvidersFile.OptionsOf(name).Any())
            yield break;
        yield return "\n| Option | Value | What it does |";
        yield return "|---|---|---|";
        foreach (var option in ProvidersFile.OptionsOf(name))
        {
            var summary = option.Value.GetProperty("summary").GetString();
            var source = SourceOf(preset, $"options.{option.Name}") ?? SourceOf(preset, "options");
            yield return $"| `{option.Name}` | {AllowedValues(option.Value)} | {summary}{source} |";
        }
    }

    private static IEnumerable<(string Field, string Label)> Endpoints(JsonElement preset)
    {
        return
            from member in preset.EnumerateObject()
            where member.Name.EndsWith("_endpoint", StringComparison.Ordinal) || member.Name == "api_base_url"
            select (member.Name, Label(member.Name));

        static string Label(string field) => field switch
        {
            "authorization_endpoint" => "Login",
            "token_endpoint" => "Token",
            "revocation_endpoint" => "Revocation",
            "temporary_credential_endpoint" => "Request token",
            _ => "API",
        };
    }

    private static string AllowedValues(JsonElement option)
    {
        if (option.TryGetProperty("choices", out var choices))
            return string.Join(", ", choices.EnumerateObject().Select(choice => FormatCode(choice.Name)));
        if (!option.TryGetProperty("pattern", out var pattern))
            return "";
        var description = PatternDescriptions[pattern.GetString()!];
        if (option.TryGetProperty("default", out var text))
            return $"{description}; {FormatCode(text.GetString()!)} if not given";
        return ProvidersFile.IsRequired(option) ? $"{description}; must be given" : description;
    }

    private static string FormatJsonValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object =>
            string.Join(", ", value.EnumerateObject().Select(member => $"`{member.Name}`: {FormatJsonValue(member.Value)}")),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(FormatJsonValue)),
        JsonValueKind.True => "yes",
        JsonValueKind.Number => value.GetRawText(),
        _ => value.GetString() is { Length: > 0 } text ? FormatCode(text) : "none",
    };

    private static string? SourceOf(JsonElement preset, string field) =>
        preset.TryGetProperty("sources", out var sources) && sources.TryGetProperty(field, out var source)
            ? $" ({SourceWithDate(source.GetString()!)})"
            : null;

    private static string SourceWithDate(string source) => $"{source}, {SourceDate(source)}";

    private static string SourceDate(string name)
    {
        var source = ProvidersFile.Sources.GetProperty(name);
        var isRead = source.TryGetProperty("read", out var read);
        var date = (isRead ? read : source.GetProperty("as_of")).GetString()!;
        if (DateOnly.TryParseExact(date, "yyyy-MM", out var month))
            return month.ToString("MMMM yyyy", CultureInfo.InvariantCulture);
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            .ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return isRead ? $"read on {day}" : day;
    }

    // The table consists of the quirks' XML documentation, converted to Markdown.
    private static IEnumerable<string> QuirkTable() =>
    [
        "| Quirk | What it means |",
        "|---|---|",
        .. PropertyRows("OAuthClient/OAuth2/OAuth2Quirks.cs"),
        .. PropertyRows("OAuthClient/OAuth1/OAuth1Quirks.cs"),
    ];

    private static IEnumerable<string> PropertyRows(string sourceFile, string prefix = "") =>
        from property in DocumentedProperty().Matches(Repository.Read(sourceFile))
        let name = prefix + PresetFields.ToSnakeCase(property.Groups[2].Value)
        select $"| `{name}` | {ToMarkdown(property.Groups[1].Value)} |";

    private static string ToMarkdown(string documentation)
    {
        var text = DocumentationSectionTag().Replace(DocumentationLineBreak().Replace(documentation, " "), " ");
        var withCode = DocumentationCodeTag().Replace(text, "`$1`");
        var withNames = DocumentationReference().Replace(
            withCode, reference => FormatCode(FileName(reference.Groups[1].Value)));
        return WhitespaceRun().Replace(withNames, " ").Trim();

        static string FileName(string name) => name.StartsWith($"{nameof(Insecure)}.", StringComparison.Ordinal)
            ? name
            : PresetFields.ToSnakeCase(name.Split('.')[^1]);
    }

    private static string FormatCodeList(IEnumerable<string> texts) => string.Join(", ", texts.Select(FormatCode));

    private static string FormatCode(string text) => $"`{text}`";

    // A property's XML documentation is in the lines that begin with /// and stand above the property.
    [GeneratedRegex(@"((?:^ +/// .*\n)+)(?: +\[.*\n)* +public (?!static|sealed)\S+(?: \S+>\??)? (\w+)\s*\{", RegexOptions.Multiline)]
    private static partial Regex DocumentedProperty();

    [GeneratedRegex("</?(?:summary|remarks|value)>|<exception.*?</exception>")]
    private static partial Regex DocumentationSectionTag();

    [GeneratedRegex("<c>([^<]*)</c>")]
    private static partial Regex DocumentationCodeTag();

    [GeneratedRegex("<see cref=\"([^\"]*)\"/>")]
    private static partial Regex DocumentationReference();

    [GeneratedRegex(@"^ *///|\s*\r?\n\s*///")]
    private static partial Regex DocumentationLineBreak();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhitespaceRun();

    private const string Introduction = """
        # Providers

        A preset is a provider's value: where to log in, where the token comes from, where the API is, and what the provider does otherwise
        than the RFCs have it. Add your registration and it is ready.

        ```csharp
        using OAuthClient;
        using OAuthClient.OAuth1;
        using OAuthClient.Presets;

        var google = Providers.Google.With("offline").With("hosted_domain", "example.com")
            .WithCredentials(Environment.GetEnvironmentVariable);      // GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET
        var gitlab = Providers.GitLab.With("host", "git.example.com") with { ClientId = "…", ClientSecret = "…", Scopes = ["read_user"] };
        var jira = Providers.Jira.With("host", "jira.example.com") with { ClientId = "…", SignatureMethod = SignatureMethod.RsaSha1(System.IO.File.ReadAllText("jira.pem")) };
        var chosen = Providers.Find(Environment.GetEnvironmentVariable("LOGIN_WITH") ?? "github").WithCredentials(Environment.GetEnvironmentVariable);

        foreach (var provider in new OAuthProvider[] { google, gitlab, jira, chosen })
            Console.WriteLine(new OAuthDance(provider, $"https://app.example/callback/{provider.Name}"));
        ```

        Nothing here was checked against a live provider. Each preset says which [source](#the-sources) its values were taken from, and of
        when that is; a value that comes from another says so behind it. Providers change: compare with their documentation before you rely on a preset, and override what differs
        with `with`. No preset says `issuer`, so give each provider a redirect URI of its own.

        - `With(option)` and `With(option, value)` choose what a preset offers. An option that is none, and a value that is of no use, is an
          error when it is given; an option that a preset cannot do without is asked for when the dance is made. What you override by hand stays.
        - `WithCredentials` looks up `NAME_OAUTH_CLIENT_ID` and `NAME_OAUTH_CLIENT_SECRET`, with the preset's name.
        - A preset keeps its name whatever its options. Two servers of one kind are told apart by their addresses: their logins and tokens never mix. A name of its own,
          `with { Name = "gitlab-work" }`, tells people too.
        - Every login with OAuth 2 uses PKCE with S256, whether a preset names code challenge methods or not. Where it names none, its source says nothing.
        - Where no client authentication is named, it is Basic with a secret, and the id alone without.
        - Where a source names no address of the API, it is where it asks who the user is.
        - A provider that speaks OAuth 1 is signed to with HMAC-SHA1, in the Authorization header, where nothing else is said. One that wants RSA needs
          your private key, and is refused without it when the dance is made.
        - A quirk is what a provider does otherwise than the RFCs have it: a property of `OAuth2Quirks` or `OAuth1Quirks`, by the same name.
        - A [refresh rule](#the-refresh-rules) is what a provider does otherwise at a refresh. Where a preset has none, a refresh is as RFC 6749 has it.
        - What does without a safety says so: `Insecure.TokenInQuery` means that logs and proxies see the token of API calls;
          `Insecure.UnconfirmedCallback`, that an attacker can finish another's login, as OAuth 1.0 has it.

        Not among them: WeChat, QQ and Untappd, whose tokens are asked for with GET, the secret in the address.
        """ + "\n";
}
