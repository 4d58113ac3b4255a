namespace OAuthClient.Discovery;

/// <summary>
/// Tells whether an address can be a client id (draft-ietf-oauth-client-id-metadata-document section 3).
/// </summary>
internal static class ClientIdUrl
{
    private const string Example = "such as https://app.example/oauth/client.json";

    /// <exception cref="ArgumentException">The address cannot be a client id; the message says why.</exception>
    public static void ThrowIfInvalid(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (FindFault(url) is { } fault)
            throw new ArgumentException($"The client id {fault}");
    }

    /// <summary>Whether a segment of the path is of dots, which requests leave out.</summary>
    public static bool HasDots(string path) => path.Split('/').Any(IsDots);

    private static string? FindFault(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
            return $"is '{Shown(url)}'; it must be an absolute https address, {Example}.";
        // A password is not shown.
        if (uri.UserInfo.Length > 0)
            return "has a user name; it must have none.";
        if (url.Contains('#', StringComparison.Ordinal))
            return $"is '{Shown(url)}' with a fragment; it must have none.";
        if (url.Contains('?', StringComparison.Ordinal))
            return $"is '{Shown(url)}' with a query; put all of it into the path, {Example}.";
        if (url.Length > RegistrationText.MaxClientIdLength)
            return $"has {url.Length} characters; it may have {RegistrationText.MaxClientIdLength}, {Example}.";
        var slash = url.IndexOf('/', "https://".Length);
        if (slash < 0)
            return $"is '{url}' without a path; it must have one, {Example}.";
        if (HasDots(url[slash..]))
            return $"is '{url}' with a segment of dots; it must have none.";
        // Providers compare the client id character by character.
        return uri.AbsoluteUri == url ? null : $"is '{url}'; write it as {uri.AbsoluteUri}";
    }

    private static bool IsDots(string segment) =>
        segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..";

    private static string Shown(string url) => url.Split('?', '#')[0];
}
