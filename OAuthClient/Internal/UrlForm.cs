using System.Runtime.CompilerServices;

namespace OAuthClient.Internal;

/// <summary>Names and values in a URL's query or a form. Percent-encoded as RFC 3986 has it, which every form decoder reads too.</summary>
internal static class UrlForm
{
    public const string ContentType = "application/x-www-form-urlencoded";
    private const int UsualLength = 512;

    public static bool IsForm(HttpContent? content) =>
        ContentType.Equals(content?.Headers.ContentType?.MediaType, StringComparison.OrdinalIgnoreCase);

    public static string Encode(IEnumerable<(string Name, string Value)> pairs)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[UsualLength]);
        Encode(ref text, pairs);
        return text.ToStringAndClear();
    }

    /// <summary>Adds parameters to an address that may have some already, which RFC 6749 section 3.1 says to keep.</summary>
    public static Uri Append(string url, IEnumerable<(string Name, string Value)> pairs)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[UsualLength]);
        text.AppendLiteral(url);
        text.AppendLiteral(url.Contains('?', StringComparison.Ordinal) ? "&" : "?");
        Encode(ref text, pairs);
        return new(text.ToStringAndClear());
    }

    /// <summary>Adds what is encoded already.</summary>
    public static Uri Append(string url, string query) => new($"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}");

    private static void Encode(ref DefaultInterpolatedStringHandler text, IEnumerable<(string Name, string Value)> pairs)
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
