using System.Globalization;
using System.Text.RegularExpressions;

namespace OAuthHarness.Pictures;

/// <summary>A piece of a terminal's line with one style.</summary>
/// <param name="Text">The text.</param>
/// <param name="Color">The color, 1 to 6 from red to cyan, 0 for gray; null for the usual one.</param>
/// <param name="IsBold">Whether it is bold.</param>
internal readonly partial record struct TerminalText(string Text, int? Color, bool IsBold)
{
    private const int Gray = 0;

    // The style that a select-graphic-rendition sequence (ECMA-48 section 8.3.117) leaves.
    private readonly record struct Style(int? Color, bool IsBold);

    /// <summary>Reads lines with the escape sequences of colors; other sequences are left out.</summary>
    public static IReadOnlyList<IReadOnlyList<TerminalText>> ReadLines(string captured)
    {
        var style = default(Style);
        var lines = new List<IReadOnlyList<TerminalText>>();
        foreach (var line in captured.ReplaceLineEndings("\n").TrimEnd('\n', ' ').Split('\n'))
            lines.Add(ReadLine(line, ref style));
        return lines;
    }

    private static List<TerminalText> ReadLine(string line, ref Style style)
    {
        var texts = new List<TerminalText>();
        foreach (var part in Sequence().Split(line))
        {
            if (!part.StartsWith('\u001b'))
                AddText(texts, part, style);
            else if (part.StartsWith("\u001b[", StringComparison.Ordinal) && part.EndsWith('m'))
                style = Apply(style, part[2..^1]);
        }
        return texts;
    }

    private static void AddText(List<TerminalText> texts, string text, Style style)
    {
        if (text.Length > 0)
            texts.Add(new(text, style.Color, style.IsBold));
    }

    private static Style Apply(Style style, string codes)
    {
        var numbers = codes.Split(';', ':').Select(ReadNumber).ToArray();
        for (var at = 0; at < numbers.Length; at++)
        {
            if (numbers[at] is 38 or 48 && at + 2 < numbers.Length)
            {
                var isPalette = numbers[at + 1] == 5;
                if (numbers[at] == 38)
                    style = style with { Color = isPalette ? OfPalette(numbers[at + 2]) : OfRgb(numbers[(at + 2)..]) };
                at += isPalette ? 2 : 4;
                continue;
            }
            style = numbers[at] switch
            {
                0 => default,
                1 => style with { IsBold = true },
                2 => style with { Color = Gray },
                22 => style with { IsBold = false },
                39 => style with { Color = null },
                >= 30 and <= 37 and var color => style with { Color = OfPalette(color - 30) },
                >= 90 and <= 97 and var color => style with { Color = OfPalette(color - 82) },
                _ => style,
            };
        }
        return style;
    }

    private static int ReadNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // The first sixteen are dark and bright tones of eight colors; then a cube of six tones each; then grays.
    private static int? OfPalette(int color) => color switch
    {
        0 or 7 or 15 => null,
        8 => Gray,
        < 16 => color % 8,
        < 232 => OfRgb([(color - 16) / 36 * 51, (color - 16) / 6 % 6 * 51, (color - 16) % 6 * 51]),
        _ => Gray,
    };

    // The color is made of the primaries that are strong in it: red 1, green 2, blue 4.
    private static int? OfRgb(int[] tones)
    {
        if (tones.Length < 3)
            return null;
        if (tones[..3].Max() - tones[..3].Min() < 40)
            return Gray;
        var middle = (tones[..3].Max() + tones[..3].Min()) / 2;
        var color = 0;
        for (var primary = 0; primary < 3; primary++)
            color |= tones[primary] > middle ? 1 << primary : 0;
        return color;
    }

    // Control sequences, and commands to the system such as links (ECMA-48 sections 5.4 and 5.6).
    [GeneratedRegex("(\u001b\\[[0-9;:?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|\u001b.)")]
    private static partial Regex Sequence();
}
