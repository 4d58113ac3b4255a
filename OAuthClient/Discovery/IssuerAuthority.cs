using System.Globalization;
using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.Discovery;

/// <summary>
/// Refuses what stands between the scheme and the path of an issuer unless it is a host and its port.
/// </summary>
internal static class IssuerAuthority
{
    /// <returns>The fault, and the text to write; null when there is none.</returns>
    public static string? FindFault(string issuer, Uri uri)
    {
        var authority = Read(issuer);
        // A user name may be empty, and a password is not shown.
        if (authority.Contains('@', StringComparison.Ordinal))
            return "The issuer has a user name. Write it without what stands before '@'.";
        if (Loopback.IsRenamed(uri))
            return $"The host '{Mask.Clean(authority)}' is another name of this machine. Write localhost.";
        return FindPort(authority) is { } port && port != uri.Port.ToString(CultureInfo.InvariantCulture)
            ? $"The issuer has the port '{Mask.Clean(port)}'. Write {Mask.Clean(ReplacePort(issuer, authority, port, uri))}"
            : null;
    }

    private static string Read(string issuer)
    {
        var text = issuer[(issuer.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var end = text.IndexOfAny(['/', '?', '#']);
        return end < 0 ? text : text[..end];
    }

    // The rest stays to the letter, for the provider compares it so.
    private static string ReplacePort(string issuer, string authority, string port, Uri uri)
    {
        var start = issuer.IndexOf("://", StringComparison.Ordinal) + 3;
        var host = authority[..^(port.Length + 1)];
        var right = uri.IsDefaultPort ? host : $"{host}:{uri.Port}";
        return $"{issuer[..start]}{right}{issuer[(start + authority.Length)..]}";
    }

    // The colons of an IPv6 address stand in brackets.
    private static string? FindPort(string authority)
    {
        var colon = authority.LastIndexOf(':');
        return colon > authority.LastIndexOf(']') ? authority[(colon + 1)..] : null;
    }
}
