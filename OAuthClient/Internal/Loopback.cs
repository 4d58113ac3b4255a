using System.Net;

namespace OAuthClient.Internal;

/// <summary>
/// Tells which hosts are this machine to every program: <c>localhost</c>, the addresses 127.0.0.0/8 and <c>[::1]</c>.
/// </summary>
internal static class Loopback
{
    private static readonly IPNetwork Network = IPNetwork.Parse("127.0.0.0/8");

    public static bool IsHost(Uri url) => url.HostNameType switch
    {
        UriHostNameType.IPv4 => Network.Contains(IPAddress.Parse(url.Host)),
        UriHostNameType.IPv6 => IPAddress.IPv6Loopback.Equals(IPAddress.Parse(url.Host)),
        UriHostNameType.Dns => IsLocalhost(url),
        _ => false,
    };

    /// <summary>
    /// Whether .NET calls the host <c>localhost</c> although the address names another one, such as <c>loopback</c>.
    /// A browser asks DNS for that name.
    /// </summary>
    public static bool IsRenamed(Uri url) =>
        url.IsLoopback && url.HostNameType == UriHostNameType.Dns && !IsLocalhost(url);

    private static bool IsLocalhost(Uri url) =>
        ReadName(url.OriginalString).Equals("localhost", StringComparison.OrdinalIgnoreCase);

    // Uri.Host has been renamed, so the name is read from the text.
    private static ReadOnlySpan<char> ReadName(ReadOnlySpan<char> text)
    {
        var begin = text.IndexOf("://", StringComparison.Ordinal);
        if (begin < 0)
            return [];
        var authority = text[(begin + 3)..];
        var end = authority.IndexOfAny("/\\?#");
        authority = end < 0 ? authority : authority[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var port = authority.IndexOf(':');
        return port < 0 ? authority : authority[..port];
    }
}
