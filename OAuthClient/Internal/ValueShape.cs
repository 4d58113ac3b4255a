namespace OAuthClient.Internal;

/// <summary>
/// The shapes of values that are harmless under their names. A value of another shape is masked: a provider may answer
/// a token where a word is expected.
/// </summary>
internal static class ValueShape
{
    private const int MaxLength = 200;
    private const int MaxWordLength = 20;
    private const int MaxVersionLength = 6;
    private const int MaxNumberLength = 10;
    private const int MaxNameLength = 60;

    /// <summary>
    /// Words such as <c>read:user</c> or <c>urn:ietf:params:oauth:grant-type:device_code</c>. A word has letters only;
    /// one word may be a short version, such as <c>v1</c> or <c>S256</c>.
    /// </summary>
    public static string? Words(string value) =>
        value.Length <= MaxLength && value.Split(' ').All(IsWords) ? value : null;

    /// <summary>A number such as a lifetime in seconds.</summary>
    public static string? Number(string value) =>
        value.Length is > 0 and <= MaxNumberLength && value.All(char.IsAsciiDigit) ? value : null;

    /// <summary>A version such as <c>1.0</c>.</summary>
    public static string? Version(string value) => value == "1.0" ? value : null;

    public static string? Boolean(string value) => value is "true" or "false" ? value : null;

    /// <summary>The origin and path of an address; <c>oob</c> for OAuth 1's PINs.</summary>
    public static string? Address(string value)
    {
        if (value == SafeUrl.OutOfBand)
            return value;
        if (value.Length > MaxLength || !Uri.TryCreate(value, UriKind.Absolute, out var url) || url.IsFile)
            return null;
        return url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
    }

    /// <summary>
    /// A name of a parameter or header that is made of words; null for a name that may be a value, such as the text of
    /// a token before an equals sign.
    /// </summary>
    public static string? Name(string name) => name.Length is > 0 and <= MaxNameLength && IsWords(name) ? name : null;

    private static bool IsWords(string text)
    {
        var versions = 0;
        foreach (var word in text.Split(':', '/', '.', '_', '-', '[', ']'))
        {
            if (word.All(char.IsAsciiLetter) && word.Length <= MaxWordLength)
                continue;
            if (!IsVersion(word) || ++versions > 1)
                return false;
        }
        return true;
    }

    private static bool IsVersion(string word) =>
        word.Length <= MaxVersionLength
        && char.IsAsciiLetter(word[0])
        && word.All(char.IsAsciiLetterOrDigit);
}
