namespace OAuthClient.OAuth2;

/// <summary>
/// A provider's issuer with a placeholder for a tenant, such as <c>https://login.example/{tenantid}/v2.0</c>.
/// </summary>
internal static class IssuerTemplate
{
    // The segments of https://login.example: a placeholder never stands for one of them.
    private const int OriginLength = 3;

    /// <summary>
    /// Whether an issuer is the template with a word in the place of each placeholder, and otherwise the same to the
    /// letter. A placeholder is a whole segment of the path.
    /// </summary>
    public static bool IsFilledBy(string template, string? issuer)
    {
        var expected = template.Split('/');
        var found = issuer?.Split('/') ?? [];
        return expected.Length == found.Length
            && Enumerable.Range(0, found.Length).All(at => IsPlaceholder(expected[at], at)
                ? IsWord(found[at])
                : string.Equals(expected[at], found[at], StringComparison.Ordinal));
    }

    /// <summary>Whether a segment of the path is a placeholder.</summary>
    public static bool HasPlaceholder(string template) => template.Split('/').Where(IsPlaceholder).Any();

    /// <summary>Whether a brace belongs to no placeholder.</summary>
    public static bool HasStrayBrace(string template) => template.Split('/')
        .Where((segment, at) => segment.AsSpan().ContainsAny('{', '}') && !IsPlaceholder(segment, at))
        .Any();

    /// <summary>Makes an issuer of the template.</summary>
    public static string Fill(string template) =>
        string.Join('/', template.Split('/').Select((segment, at) => IsPlaceholder(segment, at) ? "tenant" : segment));

    private static bool IsPlaceholder(string segment, int at) =>
        at >= OriginLength && segment is ['{', _, .., '}'] && IsWord(segment[1..^1]);

    private static bool IsWord(string text) =>
        text.Length > 0
        && text is not ("." or "..")
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~');
}
