using System.Globalization;
using System.Text.RegularExpressions;

namespace OAuthClient.Http;

/// <summary>
/// Makes a provider's text safe to show to developers: without secrets, short, and on one line, so that it cannot forge
/// lines of a log.
/// </summary>
internal static partial class Mask
{
    private const int MaxShownLength = 200;
    private const int MaxReadLength = 8 * 1024;

    /// <summary>
    /// Masks an error text of the provider: the secrets of the request in every encoding, and texts that can only be
    /// tokens.
    /// </summary>
    public static string? MaskErrorText(string? text, IReadOnlyList<Secret> sent) =>
        text is null ? null : ToSingleLine(CanOnlyBeToken().Replace(MaskSent(Truncate(text), sent), "***"));

    /// <summary>
    /// Masks the beginning of an answer in any format. The beginning may end inside a token, so values that are named
    /// like a secret or look like one are masked too.
    /// </summary>
    public static string MaskExcerpt(string body, IReadOnlyList<Secret> sent)
    {
        var withoutNamed = NamedSecret().Replace(MaskSent(Truncate(body), sent), "$1***");
        var masked = LooksSecret().Replace(withoutNamed, MaskUnlessWords);
        return string.IsNullOrWhiteSpace(masked) ? "(empty)" : ToSingleLine(masked.Trim());
    }

    /// <summary>Cleans a text of the provider for a comparison or a reader: short, on one line, and trimmed.</summary>
    public static string Clean(string text) => ToSingleLine(Truncate(text)).Trim();

    /// <summary>Masks the secrets in a text of the host's own classes.</summary>
    public static string MaskSecrets(string text, IReadOnlyList<Secret> secrets) => MaskSent(text, secrets);

    private static string Truncate(string text) => text.Length <= MaxReadLength ? text : text[..MaxReadLength];

    // The longest secret first: a shorter one may be a part of it.
    private static string MaskSent(string text, IReadOnlyList<Secret> sent) =>
        sent.Where(secret => !secret.IsEmpty)
            .Select(secret => secret.Reveal())
            .OrderByDescending(secret => secret.Length)
            .Aggregate(text, EncodedSecret.MaskIn);

    private static string ToSingleLine(string text)
    {
        var line = new string([.. text.Select((letter, at) => IsShowable(text, at) ? letter : ' ')]);
        if (line.Length <= MaxShownLength)
            return line;
        var splitsPair = char.IsHighSurrogate(line[MaxShownLength - 1]);
        return line[..(splitsPair ? MaxShownLength - 1 : MaxShownLength)] + "…";
    }

    // A lone surrogate would break what writes the text as UTF-8.
    private static bool IsShowable(string text, int at) => char.GetUnicodeCategory(text[at]) switch
    {
        UnicodeCategory.Surrogate => IsPaired(text, at),
        UnicodeCategory.Control or UnicodeCategory.Format => false,
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        _ => true,
    };

    private static bool IsPaired(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
        : at > 0 && char.IsHighSurrogate(text[at - 1]);

    // Texts such as error_description and BAD_AUTH_CODE: no token consists of words only.
    private static string MaskUnlessWords(Match match) => JoinedWords().IsMatch(match.ValueSpan) ? match.Value : "***";

    [GeneratedRegex("""((?:token|secret|code|verifier|assertion|password|key)"?\s*[:=>]\s*)(?:"(?:[^"\\]|\\.)*"?|[^"&\s,}<]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex NamedSecret();

    [GeneratedRegex("[A-Za-z0-9._~+/%-]{16,}=*")]
    private static partial Regex LooksSecret();

    [GeneratedRegex("^(?:[a-z]{1,15}(?:_[a-z]{1,15})+|[A-Z]{1,15}(?:_[A-Z]{1,15})+)=?$")]
    private static partial Regex JoinedWords();

    // Long, with digits, and in both cases or without a break: no word, no path of an address, and no identifier that
    // the provider's support would ask for.
    [GeneratedRegex(@"(?<![\w+~-])(?:(?=[\w+~-]*\d)(?=[\w+~-]*[a-z])(?=[\w+~-]*[A-Z])[\w+~-]{24,}(?:\.[\w-]+)*|(?=[a-zA-Z]*\d)(?:[a-z0-9]{32,}|[A-Z0-9]{32,}))=*")]
    private static partial Regex CanOnlyBeToken();
}
