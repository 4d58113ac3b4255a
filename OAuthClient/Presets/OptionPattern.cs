using System.Text.RegularExpressions;

namespace OAuthClient.Presets;

/// <summary>What the value of an option may be. What goes into an address can change nothing else of it.</summary>
internal sealed partial class OptionPattern(Regex form, string wanted)
{
    private static readonly OptionPattern Host = new(HostForm(), "a plain host name, such as git.example.com or git.example.com:8443");
    private static readonly OptionPattern Site = new(SiteForm(), "a host name, with a path where it needs one, such as example.com or example.com/shop");
    private static readonly OptionPattern Label = new(LabelForm(), "a name of letters, digits and hyphens");
    private static readonly OptionPattern Segment = new(SegmentForm(), "letters, digits, dots, hyphens and underscores, the first of them a letter or digit");
    private static readonly OptionPattern Header = new(HeaderForm(), "a text of printable ASCII characters");
    private static readonly OptionPattern Text = new(TextForm(), "a text without control characters");

    public string Description => wanted;

    public bool Matches(string? value) => value is not null && form.IsMatch(value);

    public static OptionPattern FromName(string name) => name switch
    {
        "host" => Host,
        "site" => Site,
        "label" => Label,
        "segment" => Segment,
        "header" => Header,
        "text" => Text,
        _ => throw new InvalidOperationException($"There is no pattern '{name}'."),
    };

    [GeneratedRegex(@"\A(?=[^:]{1,253}(?::|\z))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HostForm();

    [GeneratedRegex(@"\A(?=[^:/]{1,253}(?:[:/]|\z))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/[a-z0-9_~][a-z0-9._~-]*){0,9}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SiteForm();

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LabelForm();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,252}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SegmentForm();

    [GeneratedRegex(@"\A[ -~]{1,1000}\z")]
    private static partial Regex HeaderForm();

    [GeneratedRegex(@"\A\P{C}{1,1000}\z")]
    private static partial Regex TextForm();
}
