namespace OAuthClient.OAuth2;

/// <summary>
/// A provider's issuer with a placeholder for a tenant, such as <c>https://login.example/{tenantid}/v2.0</c>.
/// </summary>
internal static class IssuerTemplate
{
    /// <summary>
    /// Whether an issuer is the template with a word in the place of each placeholder, and otherwise the same to the
    /// letter. A placeholder is a whole segment of the path.
    /// </summary>
    public static bool IsFilledBy(string template, string? issuer)
    {
        var expected = template.Split('/');
        var found = issuer?.Split('/') ?? [];
        return expected.Length == found.Length
            && expected.Zip(found).All(pair => IsPlaceholder(pair.First)
                ? IsWord(pair.Second)
                : string.Equals(pair.First, pair.Second, StringComparison.Ordinal));
    }

    public static bool IsPlaceholder(string segment) => segment is ['{', _, .., '}'] && IsWord(segment[1..^1]);

    private static bool IsWord(string text) =>
        text.Length > 0
        && text is not ("." or "..")
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~');
}
