using System.Diagnostics.CodeAnalysis;
using System.Net;
using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.Discovery;

/// <summary>Refuses a text that cannot be an issuer (RFC 8414 section 2), and says what to write.</summary>
internal static class IssuerCheck
{
    private const int MaxLength = 2_048;

    /// <exception cref="ArgumentException">The issuer or its template cannot be used.</exception>
    public static void ThrowIfInvalid(string issuer, DiscoveryOptions options)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        if (FindFault(issuer, options.Allow) is { } fault)
            throw new ArgumentException(fault, nameof(issuer));
        IssuerTemplateCheck.ThrowIfInvalid(issuer, options);
    }

    /// <returns>The fault of the issuer, and the text to write; null when the issuer can be used.</returns>
    public static string? FindFault(string issuer, Insecure allow)
    {
        if (string.IsNullOrWhiteSpace(issuer))
            return "The issuer is empty. Write the address that the provider calls its issuer: https://issuer.example";
        if (issuer.Length > MaxLength)
            return $"The issuer has {issuer.Length} characters; it may have {MaxLength}.";
        var shown = Mask.Clean(issuer);
        if (!SafeUrl.HasOnlyUrlCharacters(issuer))
        {
            return $"The issuer '{shown}' has a character that no URL has. Write a space as %20, and a host in its ASCII "
                + "form (xn--…).";
        }
        if (!IsAbsolute(issuer, out var uri))
            return $"The issuer '{shown}' is no absolute address. Write it with https://, such as https://issuer.example";
        return FindPartFault(uri, issuer) ?? FindSchemeFault(uri, issuer, allow) ?? FindHostFault(uri, shown, allow);
    }

    // Uri also takes a text without the slashes, such as https:issuer.example.
    private static bool IsAbsolute(string issuer, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out uri)
        && uri.Host.Length > 0
        && issuer.StartsWith($"{uri.Scheme}://", StringComparison.OrdinalIgnoreCase);

    // RFC 8414 section 2: an issuer has no query and no fragment.
    private static string? FindPartFault(Uri uri, string issuer)
    {
        if (IssuerAuthority.FindFault(issuer, uri) is { } fault)
            return fault;
        var part = issuer.IndexOfAny(['?', '#']);
        if (part >= 0)
        {
            var name = issuer[part] == '?' ? "query" : "fragment";
            return $"The issuer has a {name}, which no issuer has. Write {Mask.Clean(issuer[..part])}";
        }
        if (IssuerPath.FindFault(issuer) is { } pathFault)
            return pathFault;
        return WellKnownUrls.FindIssuer(issuer) is { } alone
            ? $"'{Mask.Clean(issuer)}' is the address of a document. Write the issuer alone: {Mask.Clean(alone)}"
            : null;
    }

    private static string? FindSchemeFault(Uri uri, string issuer, Insecure allow)
    {
        var shown = Mask.Clean(issuer);
        if (uri.Scheme == Uri.UriSchemeHttps)
            return null;
        var isLocal = uri.Scheme == Uri.UriSchemeHttp && Loopback.IsHost(uri);
        if (isLocal && allow.HasFlag(Insecure.LoopbackHttp))
            return null;
        return isLocal
            ? $"The issuer '{shown}' is http. On this machine that can be allowed by name: "
                + "new DiscoveryOptions { Allow = Insecure.LoopbackHttp }"
            : $"The issuer '{shown}' is {uri.Scheme}; an issuer is https. Write https{shown[uri.Scheme.Length..]}";
    }

    // A certificate names a host, and so does a provider.
    private static string? FindHostFault(Uri uri, string shown, Insecure allow)
    {
        if (!IPAddress.TryParse(uri.DnsSafeHost.TrimEnd('.'), out _))
            return null;
        var isAllowed = allow.HasFlag(Insecure.PrivateAddresses)
            || (allow.HasFlag(Insecure.LoopbackHttp) && Loopback.IsHost(uri));
        return isAllowed
            ? null
            : $"The issuer '{shown}' has an IP address for a host. Write the host's name, as the provider writes its "
                + "issuer. An address within your network can be allowed by name: Allow = Insecure.PrivateAddresses, and "
                + "that of this machine by Insecure.LoopbackHttp.";
    }
}
