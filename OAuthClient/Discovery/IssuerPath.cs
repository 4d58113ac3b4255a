using System.Buffers;
using System.Text.RegularExpressions;
using OAuthClient.Http;

namespace OAuthClient.Discovery;

/// <summary>
/// Refuses the path of an issuer that .NET, a proxy or the host may read as another path: the document of that path
/// would come from a place where every user of the host can put a file.
/// </summary>
internal static partial class IssuerPath
{
    private static readonly SearchValues<char> NotInUrls = SearchValues.Create("\"<>^`{|}");

    /// <returns>The fault of the path, and the text to write; null when there is none.</returns>
    public static string? FindFault(string issuer)
    {
        var path = WellKnownUrls.Split(issuer).Path;
        var shown = Mask.Clean(issuer);
        if (path.Contains('{', StringComparison.Ordinal))
        {
            return $"The issuer '{shown}' has a placeholder. Write the issuer of a tenant, and the text with the "
                + "placeholder as IssuerTemplate of DiscoveryOptions.";
        }
        if (path.AsSpan().ContainsAny(NotInUrls))
            return $"The issuer '{shown}' has a character that no URL has.";
        // RFC 3986 section 2.1: a percent sign and two hexadecimal digits.
        if (BrokenEscape().IsMatch(path))
            return $"The issuer '{shown}' has a percent sign without two hexadecimal digits. Write it as %25.";
        var read = Unescape(path);
        if (Escape().IsMatch(read))
            return $"The issuer '{shown}' has an escape that is no UTF-8.";
        if (read.Any(char.IsControl))
            return $"The issuer '{shown}' has an escape of a control character, which no issuer has.";
        return read.Split('/', '\\').Any(IsDots)
            ? $"The issuer '{shown}' has a segment of dots, which no issuer has. Write the path to which it leads."
            : null;
    }

    // A proxy in front of the host may unescape once more.
    private static string Unescape(string path)
    {
        var read = Uri.UnescapeDataString(path);
        return read == path ? read : Unescape(read);
    }

    // Some hosts cut parameters off before they follow the dots: /..;a/
    private static bool IsDots(string segment) => segment.Split(';')[0] is "." or "..";

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex BrokenEscape();

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex Escape();
}
