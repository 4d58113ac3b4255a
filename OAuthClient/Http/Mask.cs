using System.Globalization;
using System.Text.RegularExpressions;

namespace OAuthClient.Http;

/// <summary>A provider's text as it may be shown to developers: without secrets, short, and on one line, lest it forge lines of a log.</summary>
internal static partial class Mask
{
    private const int MaxShownLength = 200;
    private const int MaxReadLength = 8 * 1024;

    /// <summary>Words that the provider chose: what was sent is masked in any spelling, and what can only be a token.</summary>
    public static string? Words(string? text, IReadOnlyList<Secret> sent) =>
        text is null ? null : ToSingleLine(CanOnlyBeToken().Replace(MaskSent(Truncate(text), sent), "***"));

    /// <summary>The beginning of an answer, whatever it is. It may break off inside a token, so whatever is named like a secret or looks like one is masked too.</summary>
    public static string Excerpt(string body, IReadOnlyList<Secret> sent)
    {
        var masked = LooksSecret().Replace(NamedSecret().Replace(MaskSent(Truncate(body), sent), "$1***"), MaskUnlessWords);
        return string.IsNullOrWhiteSpace(masked) ? "(empty)" : ToSingleLine(masked.Trim());
    }

    private static string Truncate(string text) => text.Length <= MaxReadLength ? text : text[..MaxReadLength];

    // The longest first, lest the rest of one be left when another is a part of it.
    private static string MaskSent(string text, IReadOnlyList<Secret> sent) =>
        sent.Where(secret => !secret.IsEmpty).Select(secret => secret.Reveal()).OrderByDescending(secret => secret.Length).Aggregate(text, EncodedSecret.MaskIn);

    private static string ToSingleLine(string text)
    {
        var line = new string([.. text.Select(letter => IsInvisible(letter) ? ' ' : letter)]);
        var end = line.Length > MaxShownLength && char.IsHighSurrogate(line[MaxShownLength - 1]) ? MaxShownLength - 1 : MaxShownLength;
        return line.Length <= MaxShownLength ? line : line[..end] + "…";
    }

    private static bool IsInvisible(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // error_description, BAD_AUTH_CODE: no token is made of words only.
    private static string MaskUnlessWords(Match match) => JoinedWords().IsMatch(match.ValueSpan) ? match.Value : "***";

    [GeneratedRegex("""((?:token|secret|code|verifier|assertion|password|key)"?\s*[:=>]\s*)(?:"(?:[^"\\]|\\.)*"?|[^"&\s,}<]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex NamedSecret();

    [GeneratedRegex("[A-Za-z0-9._~+/%-]{16,}=*")]
    private static partial Regex LooksSecret();

    [GeneratedRegex("^(?:[a-z]{1,15}(?:_[a-z]{1,15})+|[A-Z]{1,15}(?:_[A-Z]{1,15})+)=?$")]
    private static partial Regex JoinedWords();

    // Long, with digits, and in both cases or without a break: no word, no path of an address, no identifier that support would ask for.
    [GeneratedRegex(@"(?<![\w+~-])(?:(?=[\w+~-]*\d)(?=[\w+~-]*[a-z])(?=[\w+~-]*[A-Z])[\w+~-]{24,}(?:\.[\w-]+)*|(?=[a-zA-Z]*\d)(?:[a-z0-9]{32,}|[A-Z0-9]{32,}))=*")]
    private static partial Regex CanOnlyBeToken();
}
