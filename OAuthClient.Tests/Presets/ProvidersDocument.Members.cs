namespace OAuthClient.Tests.Presets;

/// <summary>Generates the source code of the members of <c>Providers</c>.</summary>
internal static partial class ProvidersDocument
{
    private static readonly Dictionary<string, string> InsecureRemarks = new()
    {
        ["Insecure.TokenInQuery"] = " Its token travels in the query (<see cref=\"Insecure.TokenInQuery\"/>).",
        ["Insecure.NoPkce"] = " It refuses PKCE (<see cref=\"Insecure.NoPkce\"/>).",
        ["Insecure.UnconfirmedCallback"] =
            " It does not confirm callbacks (<see cref=\"Insecure.UnconfirmedCallback\"/>).",
    };

    public static string MembersText() => $$"""
        using OAuthClient.OAuth1;
        using OAuthClient.OAuth2;

        namespace OAuthClient.Presets;

        // Generated from providers.json:
        // {{RegenerateCommand}}
        public static partial class Providers
        {
        {{string.Join("\n\n", ProvidersFile.Names.Select(Member))}}
        }

        """;

    /// <summary>
    /// The C# name of a preset: the preset's title if the title differs from the preset's name only in case and spaces,
    /// or else the preset's name with a capital first letter.
    /// </summary>
    private static string MemberName(string name)
    {
        var title = string.Concat(PresetTitle(name).Split(' ').Select(ToPascalCase));
        return title.Equals(name, StringComparison.OrdinalIgnoreCase) ? title : Capitalize(name);
    }

    private static string ToPascalCase(string word) =>
        word.All(char.IsUpper) ? $"{word[0]}{word[1..].ToLowerInvariant()}" : Capitalize(word);

    private static string Capitalize(string word) => $"{char.ToUpperInvariant(word[0])}{word[1..]}";

    private static string Member(string name)
    {
        var preset = ProvidersFile.Preset(name);
        var type = IsOAuth1(preset) ? "OAuth1Provider" : "OAuth2Provider";
        var protocol = IsOAuth1(preset) ? "OAuth 1.0a" : "OAuth 2";
        var required = string.Concat(ProvidersFile.OptionsOf(name)
            .Where(option => ProvidersFile.IsRequired(option.Value))
            .Select(option => $" Needs the option <c>{option.Name}</c>."));
        var optional = string.Join(", ", ProvidersFile.OptionsOf(name)
            .Where(option => !ProvidersFile.IsRequired(option.Value))
            .Select(option => $"<c>{option.Name}</c>"));
        var options = optional.Length == 0 ? required : $"{required} Options: {optional}.";
        var risk = preset.TryGetProperty("allow", out var allow)
            ? string.Concat(allow.EnumerateArray().Select(word => InsecureRemarks[word.GetString()!]))
            : "";
        var key = IsRsa(preset) ? " Needs your private key, in <c>SignatureMethod</c>." : "";
        var logins = preset.TryGetProperty("authorization_endpoint", out _) ? "" : " It has no logins.";
        var summary = Summary($"{PresetTitle(name)}, {protocol}.{options}{key}{logins}{risk}");
        return $"{summary}\n    public static {type} {MemberName(name)} => Read<{type}>(\"{name}\");";
    }

    private static string Summary(string text)
    {
        var line = $"    /// <summary>{text}</summary>";
        if (line.Length <= 120)
            return line;
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + word.Length > 111)
                lines.Add("");
            lines[^1] += lines[^1].Length == 0 ? word : $" {word}";
        }
        return string.Join("\n    /// ", ["    /// <summary>", .. lines, "</summary>"]);
    }
}
