namespace OAuthClient.AspNetCore;

/// <summary>Paths of addresses, as routing matches them.</summary>
internal static class RoutePath
{
    private static readonly string[] Unreachable = ["//", "%2F", "%3F"];

    /// <summary>Whether a request can reach an endpoint at an escaped path.</summary>
    /// <remarks>
    /// A server leaves an escaped slash in a path as it is. A route has no empty segment and no question mark.
    /// </remarks>
    public static bool IsReachable(string path) =>
        !Unreachable.Any(part => path.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>The route that matches an escaped path, and no other.</summary>
    /// <remarks>Routing matches unescaped paths, and a single brace would begin a route parameter.</remarks>
    public static string ToRoute(string path) => Uri.UnescapeDataString(path)
        .Replace("{", "{{", StringComparison.Ordinal)
        .Replace("}", "}}", StringComparison.Ordinal);
}
