using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace OAuthClient.Native.Listening;

/// <summary>A redirect URI at a loopback host, with or without a port (RFC 8252 section 7.3). Immutable.</summary>
internal sealed partial record RedirectAddress
{
    private const int HttpPort = 80;
    private readonly string _tail;

    private RedirectAddress(string host, int port, string tail)
    {
        Host = host;
        Port = port;
        _tail = tail;
    }

    /// <summary>The host as the redirect URI writes it: brackets belong to it.</summary>
    public string Host { get; }

    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; private init; }

    /// <summary>The redirect URI, as both requests send it.</summary>
    public string Uri => $"http://{Host}:{Port.ToString(CultureInfo.InvariantCulture)}{_tail}";

    /// <summary>The path that the callback comes to, as a browser sends it.</summary>
    public string Path => new Uri(Uri).AbsolutePath;

    /// <summary>The addresses to listen on: both loopback addresses for the name <c>localhost</c>.</summary>
    public IReadOnlyList<IPAddress> Addresses => IPAddress.TryParse(Host.Trim('[', ']'), out var address)
        ? [address]
        : [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>Reads a redirect URI.</summary>
    /// <returns>The address; null if the redirect URI is not a loopback http address.</returns>
    public static RedirectAddress? TryParse(string redirectUri)
    {
        var match = Loopback().Match(redirectUri);
        if (!match.Success || !System.Uri.TryCreate(redirectUri, UriKind.Absolute, out _))
            return null;
        var host = match.Groups["host"].Value;
        var isNumber = IPAddress.TryParse(host.Trim('[', ']'), out var address);
        if (isNumber && !IPAddress.IsLoopback(address!))
            return null;
        var port = match.Groups["port"] is { Success: true } text
            ? int.Parse(text.Value, CultureInfo.InvariantCulture)
            : 0;
        return new(host, port, match.Groups["tail"].Value);
    }

    /// <summary>The same address with the port that is bound.</summary>
    public RedirectAddress WithPort(int port) => this with { Port = port };

    /// <summary>
    /// Whether a request's Host header names this address. Any other name leads here by DNS rebinding.
    /// </summary>
    public bool IsHost(string header) =>
        header.Equals($"{Host}:{Port.ToString(CultureInfo.InvariantCulture)}", StringComparison.OrdinalIgnoreCase)
        || (Port == HttpPort && header.Equals(Host, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(
        @"^http://(?<host>127(?:\.\d{1,3}){3}|\[::1\]|localhost)(?::(?<port>\d{1,5}))?(?<tail>(?:[/?].*)?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Loopback();
}
