namespace OAuthHarness.Terminal;

/// <summary>Text from outside as one line without control characters, which could drive a terminal.</summary>
internal static class PlainText
{
    public static string Of(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(RemoveControls)).Trim();

    // Bidirectional marks reorder what a terminal shows, as control characters do.
    private static string RemoveControls(string line) => string.Concat(
        line.Where(letter => !char.IsControl(letter) && char.GetUnicodeCategory(letter) is not
            (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator)));
}
