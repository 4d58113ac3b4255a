namespace OAuthClient;

/// <summary>Names and values in a URL's query or a form. Percent-encoded as RFC 3986 has it, which every form decoder reads too.</summary>
internal static class UrlForm
{
    public const string Type = "application/x-www-form-urlencoded";

    public static string Encode(IEnumerable<(string Name, string Value)> pairs) =>
        string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>Adds parameters to an address that may have some already, which RFC 6749 section 3.1 says to keep.</summary>
    public static Uri Append(string url, IEnumerable<(string Name, string Value)> pairs) => Append(url, Encode(pairs));

    /// <summary>Adds what is encoded already.</summary>
    public static Uri Append(string url, string query) => new($"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}");
}
