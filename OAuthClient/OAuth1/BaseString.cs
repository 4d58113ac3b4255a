using System.Net;
using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>The signature base string (RFC 5849 section 3.4.1), from the address as it is sent.</summary>
internal static class BaseString
{
    public static string Of(HttpMethod method, Uri url, IEnumerable<(string Name, string Value)> parameters)
    {
        // RFC 5849 section 3.4.1.1, steps 1 to 5.
        var query = Decode(url.GetComponents(UriComponents.Query, UriFormat.UriEscaped));
        return $"{Escape(method.Method.ToUpperInvariant())}&{Escape(UriOf(url))}&{Escape(Normalize(query.Concat(parameters)))}";
    }

    /// <summary>The name and value pairs of a query or a form (RFC 5849 section 3.4.1.3.1).</summary>
    public static IEnumerable<(string Name, string Value)> Decode(string form) =>
        from pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2)
        select (WebUtility.UrlDecode(parts[0]), parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : "");

    // RFC 5849 section 3.6: everything but the unreserved characters, in upper-case hexadecimal; .NET's data escaping is just that.
    public static string Escape(string text) => Uri.EscapeDataString(text);

    // RFC 5849 section 3.4.1.2: scheme and host in lower case, the port unless it is the scheme's own, the path as it is sent.
    private static string UriOf(Uri url)
    {
        var port = url.IsDefaultPort ? "" : $":{url.Port}";
        var host = url.HostNameType == UriHostNameType.IPv6 ? $"[{url.IdnHost.Trim('[', ']')}]" : url.IdnHost;
        return $"{url.Scheme.ToLowerInvariant()}://{host.ToLowerInvariant()}{port}{url.AbsolutePath}";
    }

    // RFC 5849 section 3.4.1.3.2: encoded first, then sorted by bytes, by name and then by value.
    private static string Normalize(IEnumerable<(string Name, string Value)> parameters)
    {
        var encoded = parameters.Select(pair => (Name: Escape(pair.Name), Value: Escape(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var (name, value) in encoded)
            text.Append(text.Length > 0 ? "&" : "").Append(name).Append('=').Append(value);
        return text.ToString();
    }
}
