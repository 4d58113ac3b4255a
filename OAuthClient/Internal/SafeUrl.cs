using System.Diagnostics.CodeAnalysis;

namespace OAuthClient.Internal;

/// <summary>Decides which addresses are safe to send secrets or users to.</summary>
internal static class SafeUrl
{
    /// <summary>The redirect URI of OAuth 1 where the user brings a PIN (RFC 5849 section 2.1).</summary>
    public const string OutOfBand = "oob";

    public static void CheckEndpoint(string provider, string field, string? url, Insecure allow)
    {
        if (FindEndpointFault($"{field} of the provider '{provider}'", url, allow) is { } fault)
            throw new ArgumentException(fault);
    }

    // RFC 6749 section 3.1 and 3.2: endpoints have no fragment and are reached over TLS.
    /// <returns>The reason why secrets must not go to the address; null when they may.</returns>
    public static string? FindEndpointFault(string subject, string? url, Insecure allow)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
            return $"{subject} is '{url}'; it must be an absolute https URL.";
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            var shown = uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
            return $"{subject} is '{shown}…' with a user name or a fragment; it must have neither.";
        }
        if (uri.Scheme == Uri.UriSchemeHttps || (IsLoopbackHttp(uri) && allow.HasFlag(Insecure.LoopbackHttp)))
            return null;
        return IsLoopbackHttp(uri)
            ? $"{subject} is http. On this machine that can be allowed by name: Allow = Insecure.LoopbackHttp."
            : $"{subject} is {uri.Scheme}://{uri.Host}; secrets go there, so it must be https.";
    }

    // RFC 6749 section 3.1.2: absolute, without a fragment. RFC 8252 section 7: the redirect URI of a native program
    // may be loopback http or have a private-use scheme.
    public static void CheckRedirectUri(string redirectUri)
    {
        if (!Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) || uri.IsFile || redirectUri.Any(char.IsControl))
        {
            throw new ArgumentException(
                $"The redirect URI is '{redirectUri}'; it must be absolute, such as "
                + "https://app.example.com/login/callback, and the same that you registered with the provider.");
        }
        if (uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            var part = uri.Fragment.Length > 0 ? "fragment" : "user name";
            throw new ArgumentException($"The redirect URI has a {part}; it must not (RFC 6749 section 3.1.2).");
        }
        if (uri.Scheme == Uri.UriSchemeHttp && !IsLoopbackHttp(uri))
        {
            throw new ArgumentException(
                $"The redirect URI is http://{uri.Host}; codes travel there, so it must be https. "
                + "Only localhost, 127.0.0.1 and [::1] may be http.");
        }
        if (!IsWebScheme(uri) && !uri.Scheme.Contains('.', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The redirect URI begins with {uri.Scheme}: but must be https, or a native program's own scheme such "
                + "as com.example.app:/callback (RFC 8252 section 7.1).");
        }
    }

    public static void CheckReturnOrigin(string origin)
    {
        var isOrigin = Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.PathAndQuery == "/"
            && uri.UserInfo.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || IsLoopbackHttp(uri));
        if (!isOrigin)
        {
            throw new ArgumentException(
                $"ReturnOrigins has '{origin}'; it must be an https origin without a path, such as https://spa.example.");
        }
    }

    /// <summary>
    /// Whether the address is a path in the application's own site: an escaped path such as <c>/path</c>, with nothing
    /// that a browser would take for another host.
    /// </summary>
    public static bool IsLocalPath([NotNullWhen(true)] string? url) =>
        url is ['/', ..] and not ['/', '/', ..] && HasOnlyUrlCharacters(url);

    /// <summary>
    /// Whether the address is at one of the origins, with nothing that a browser would take for another origin.
    /// </summary>
    public static bool IsAtOrigin([NotNullWhen(true)] string? url, IReadOnlyList<string> origins) =>
        url is not null
        && HasOnlyUrlCharacters(url)
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && origins.Any(origin => IsSameOrigin(new Uri(origin), uri));

    /// <summary>The origin of an address (RFC 6454 section 4), such as <c>https://api.example.com</c>.</summary>
    public static string OriginOf(string url)
    {
        var uri = new Uri(url);
        // RFC 3986 section 3.2.2: an IPv6 address stands in brackets.
        var host = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;
        return uri.IsDefaultPort ? $"{uri.Scheme}://{host}" : $"{uri.Scheme}://{host}:{uri.Port}";
    }

    public static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme
        && one.Port == other.Port
        && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase)
        && Loopback.IsRenamed(one) == Loopback.IsRenamed(other);

    public static bool HasOnlyUrlCharacters(string url) =>
        !url.AsSpan().ContainsAnyExceptInRange('!', '~') && !url.Contains('\\', StringComparison.Ordinal);

    // RFC 8252 section 7.1: a program's own scheme is a domain name turned around, so it has a period.
    // The schemes javascript: and data: have none.
    private static bool IsWebScheme(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp;

    private static bool IsLoopbackHttp(Uri uri) => uri.Scheme == Uri.UriSchemeHttp && Loopback.IsHost(uri);
}
