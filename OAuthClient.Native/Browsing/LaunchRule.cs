using System.Buffers;
using System.Net;

namespace OAuthClient.Native.Browsing;

/// <summary>
/// Which addresses are opened: https, and http at a loopback host. A scheme such as <c>file:</c> or
/// <c>ms-settings:</c> would start another program than a browser.
/// </summary>
internal static class LaunchRule
{
    // A launcher may be a script that quotes badly. No address needs these unescaped.
    private static readonly SearchValues<char> Refused = SearchValues.Create("\"'`<>\\^|{}");

    /// <returns>Why the address is not opened, as a clause; null if it may be.</returns>
    public static string? FindFault(Uri address)
    {
        if (!address.IsAbsoluteUri)
            return "the address is not absolute";
        var isWeb = address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp && IsLoopback(address));
        if (!isWeb)
            return "only https addresses are opened";
        if (address.UserInfo.Length > 0)
            return "the address has a user name, which hides its host";
        var text = address.AbsoluteUri;
        return text.AsSpan().ContainsAnyExceptInRange('!', '~') || text.AsSpan().ContainsAny(Refused)
            ? "the address has a quote, a space or a control character"
            : null;
    }

    private static bool IsLoopback(Uri address) => address.HostNameType == UriHostNameType.Dns
        ? address.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        : IPAddress.TryParse(address.IdnHost, out var ip) && IPAddress.IsLoopback(ip);
}
