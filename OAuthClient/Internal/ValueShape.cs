namespace OAuthClient.Internal;

/// <summary>
/// The shapes of values that are harmless under their names. A value of another shape is masked: a provider may answer
/// a token where a word is expected.
/// </summary>
internal static class ValueShape
{
    private const int MaxLength = 200;
    private const int MaxTermLength = 40;
    private const int MaxTermWords = 5;
    private const int MaxTypeLength = 20;
    private const int MaxTypeWords = 2;
    private const int MaxWordLength = 20;
    private const int MaxVersionLength = 6;
    private const int MaxNumberLength = 10;
    private const int MaxNameLength = 60;

    // The common beginning of the URNs of grants and assertions.
    private const string OAuthNamespace = "urn:ietf:params:oauth:";
    private static readonly char[] Separators = [' ', ':', '/', '.', '_', '-', '[', ']'];

    /// <summary>
    /// Words such as <c>read:user</c>. A word has letters only; one word of each name may be a short version, such as
    /// <c>v1</c> or <c>S256</c>.
    /// </summary>
    public static string? Words(string value) =>
        value.Length <= MaxLength && value.Split(' ').All(IsWords) ? value : null;

    /// <summary>
    /// A few words such as <c>invalid_grant</c> or <c>urn:ietf:params:oauth:grant-type:device_code</c>.
    /// </summary>
    public static string? Term(string value) => IsTerm(value, MaxTermLength, MaxTermWords) ? value : null;

    /// <summary>A word or two, such as <c>Bearer</c> or <c>refresh_token</c>.</summary>
    public static string? TypeName(string value) => IsTerm(value, MaxTypeLength, MaxTypeWords) ? value : null;

    /// <summary>A media type without its parameters, such as <c>application/json</c>.</summary>
    public static string? MediaType(string value)
    {
        var type = value.Split(';')[0].Trim();
        var isUsual = type.StartsWith("application/", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase);
        return isUsual ? Term(type) : null;
    }

    /// <summary>A number such as a lifetime in seconds.</summary>
    public static string? Number(string value) =>
        value.Length is > 0 and <= MaxNumberLength && value.All(char.IsAsciiDigit) ? value : null;

    /// <summary>A version such as <c>1.0</c>.</summary>
    public static string? Version(string value) => value == "1.0" ? value : null;

    public static string? Boolean(string value) => value is "true" or "false" ? value : null;

    /// <summary>
    /// A name of a parameter or header that is made of words; null for a name that may be a value, such as the text of
    /// a token before an equals sign.
    /// </summary>
    public static string? Name(string name) => name.Length is > 0 and <= MaxNameLength && IsWords(name) ? name : null;

    private static bool IsTerm(string value, int maxLength, int maxWords)
    {
        var isOAuth = value.StartsWith(OAuthNamespace, StringComparison.Ordinal);
        var term = isOAuth ? value[OAuthNamespace.Length..] : value;
        return term.Length <= maxLength
            && term.Split(Separators).Length <= maxWords
            && term.Split(' ').All(IsWords);
    }

    private static bool IsWords(string text)
    {
        var versions = 0;
        foreach (var word in text.Split(Separators))
        {
            if (IsWord(word))
                continue;
            if (!IsVersion(word) || ++versions > 1)
                return false;
        }
        return true;
    }

    // ReadWrite and DPoP are words. AbCdEfGh is none: it has a capital after each small letter.
    private static bool IsWord(string word)
    {
        var humps = 0;
        for (var at = 1; at < word.Length; at++)
        {
            if (char.IsAsciiLetterUpper(word[at]) && char.IsAsciiLetterLower(word[at - 1]))
                humps++;
        }
        return word.Length <= MaxWordLength && word.All(char.IsAsciiLetter) && humps * 4 <= word.Length;
    }

    // Letters, then digits.
    private static bool IsVersion(string word)
    {
        var letters = word.TrimEnd("0123456789".ToCharArray());
        return word.Length <= MaxVersionLength && letters.Length > 0 && letters.All(char.IsAsciiLetter);
    }
}
