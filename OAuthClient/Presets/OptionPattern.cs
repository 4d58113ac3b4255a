using System.Text.RegularExpressions;

namespace OAuthClient.Presets;

/// <summary>
/// The permitted values of an option. A value that is put into an address cannot change another part of the address.
/// </summary>
internal sealed partial class OptionPattern(Regex regex, string description)
{
    private const RegexOptions IgnoreCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // A host name by RFC 1123, at most 253 characters; a port from 1 to 65535.
    private const string HostName = @"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*";
    private const string Port =
        "(?::(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?";

    private static readonly OptionPattern Host =
        new(HostRegex(), "a plain host name, such as git.example.com or git.example.com:8443");

    private static readonly OptionPattern Site =
        new(SiteRegex(), "a host name, with a path where it needs one, such as example.com or example.com/shop");

    private static readonly OptionPattern Label = new(LabelRegex(), "a name of letters, digits and hyphens");

    private static readonly OptionPattern Segment =
        new(SegmentRegex(), "letters, digits, dots, hyphens and underscores, the first of them a letter or digit");

    private static readonly OptionPattern Header = new(HeaderRegex(), "a text of printable ASCII characters");
    private static readonly OptionPattern Text = new(TextRegex(), "a text without control characters");

    public string Description => description;

    public bool Matches(string? value) => value is not null && regex.IsMatch(value);

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

    [GeneratedRegex(@"\A(?=[^:]{1,253}(?::|\z))" + HostName + Port + @"\z", IgnoreCase)]
    private static partial Regex HostRegex();

    [GeneratedRegex(
        @"\A(?=[^:/]{1,253}(?:[:/]|\z))" + HostName + Port + @"(?:/[a-z0-9_~][a-z0-9._~-]*){0,9}\z", IgnoreCase)]
    private static partial Regex SiteRegex();

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", IgnoreCase)]
    private static partial Regex LabelRegex();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,252}\z", IgnoreCase)]
    private static partial Regex SegmentRegex();

    [GeneratedRegex(@"\A[ -~]{1,1000}\z")]
    private static partial Regex HeaderRegex();

    [GeneratedRegex(@"\A\P{C}{1,1000}\z")]
    private static partial Regex TextRegex();
}
