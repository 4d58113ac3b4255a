namespace OAuthClient.Discovery;

/// <summary>The addresses at which an issuer may publish its document.</summary>
internal static class WellKnownUrls
{
    private const string OAuth = "/.well-known/oauth-authorization-server";
    private const string OpenId = "/.well-known/openid-configuration";

    /// <summary>The addresses of an issuer's document, in the order in which they are tried.</summary>
    public static IReadOnlyList<string> Of(string issuer)
    {
        var (origin, path) = Split(issuer);
        // RFC 8414 section 3.1: a slash at the end is removed, and the name is inserted before the path.
        path = path.TrimEnd('/');
        return path.Length == 0
            ? [origin + OAuth, origin + OpenId]
            : [origin + OAuth + path, origin + OpenId + path, origin + path + OpenId];
    }

    /// <summary>Finds the issuer whose document has the address; null when no document has it.</summary>
    public static string? FindIssuer(string url)
    {
        var (origin, path) = Split(url);
        foreach (var name in new[] { OAuth, OpenId })
        {
            var at = path.IndexOf(name, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
                return origin + path[..at] + path[(at + name.Length)..];
        }
        return null;
    }

    /// <summary>Splits an issuer by its text: a <see cref="Uri"/> would write it in another way.</summary>
    public static (string Origin, string Path) Split(string issuer)
    {
        var host = issuer.IndexOf("://", StringComparison.Ordinal) + 3;
        var slash = issuer.IndexOf('/', host);
        return slash < 0 ? (issuer, "") : (issuer[..slash], issuer[slash..]);
    }
}
