using System.Net;

namespace OAuthClient.Internal;

/// <summary>Finds the address that the text of a host says by itself, without DNS.</summary>
internal static class WrittenAddress
{
    private const string Localhost = "localhost";

    /// <returns>The address; null when only DNS knows it.</returns>
    public static IPAddress? Find(Uri url)
    {
        // RFC 1034 section 3.1: a name may end with a dot.
        var host = url.IdnHost.TrimEnd('.');
        if (IPAddress.TryParse(host, out var address))
            return address;
        // RFC 6761 section 6.3: localhost, and all names below it.
        return host.Equals(Localhost, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith($".{Localhost}", StringComparison.OrdinalIgnoreCase)
            ? IPAddress.Loopback
            : null;
    }
}
