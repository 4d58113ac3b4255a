using System.Runtime.CompilerServices;

namespace OAuthClient.Internal;

/// <summary>
/// Encodes names and values for a URL's query or a form, with the percent-encoding of RFC 3986, which every form
/// decoder reads too.
/// </summary>
internal static class UrlForm
{
    public const string ContentType = "application/x-www-form-urlencoded";
    private const int StackLength = 512;

    public static bool IsForm(HttpContent? content) =>
        ContentType.Equals(content?.Headers.ContentType?.MediaType, StringComparison.OrdinalIgnoreCase);

    public static string Encode(IEnumerable<(string Name, string Value)> pairs)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[StackLength]);
        Encode(ref text, pairs);
        return text.ToStringAndClear();
    }

    /// <summary>Adds parameters to an address, whose own parameters stay (RFC 6749 section 3.1).</summary>
    public static Uri Append(string url, IEnumerable<(string Name, string Value)> pairs)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[StackLength]);
        text.AppendLiteral(url);
        text.AppendLiteral(QuerySeparator(url));
        Encode(ref text, pairs);
        return new(text.ToStringAndClear());
    }

    /// <summary>Adds a query that is encoded already to an address.</summary>
    public static Uri Append(string url, string query) => new($"{url}{QuerySeparator(url)}{query}");

    private static string QuerySeparator(string url) => url.Contains('?', StringComparison.Ordinal) ? "&" : "?";

    private static void Encode(
        ref DefaultInterpolatedStringHandler text, IEnumerable<(string Name, string Value)> pairs)
    {
        var separator = "";
        foreach (var (name, value) in pairs)
        {
            text.AppendLiteral(separator);
            text.AppendLiteral(Uri.EscapeDataString(name));
            text.AppendLiteral("=");
            text.AppendLiteral(Uri.EscapeDataString(value));
            separator = "&";
        }
    }
}
