using System.Globalization;
using System.Text;

namespace OAuthHarness.Explaining;

/// <summary>Text from outside as it may be shown: one line, without characters that steer a terminal.</summary>
internal static class RecordedText
{
    private const int MaxLength = 2_000;

    public static string Of(string text)
    {
        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length >= MaxLength)
                return plain.Append('…').ToString();
            plain.Append(IsPlain(rune) ? rune.ToString() : " ");
        }
        return plain.ToString();
    }

    public static string? OrNull(string? text) => text is null ? null : Of(text);

    public static IReadOnlyList<string> LinesOf(string text) => [.. text.Split('\n').Select(Of)];

    // Format characters include those that turn the direction of writing. XML has no other noncharacters either.
    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
