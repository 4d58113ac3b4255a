using System.Globalization;
using OAuthHarness.Explaining;

namespace OAuthHarness.Pictures;

/// <summary>
/// Draws what a terminal shows as an SVG: text as text, light or dark. Each command appears after the one before, if
/// the viewer wants movement.
/// </summary>
internal static class TerminalPicture
{
    private const string Prompt = "$ ";
    private const double CharacterWidth = 8.4;
    private const int LineHeight = 20;
    private const int Margin = 18;
    private const int Bar = 34;
    private const int SecondsPerCommand = 2;

    private const string Style = """

        text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1b2230; white-space: pre; }
        .paper { fill: #fbfcfe; stroke: #d6dbe4; } .dot { fill: #d6dbe4; } .b { font-weight: 700; }
        .c0 { fill: #667085; } .c1 { fill: #bf2b2b; } .c2 { fill: #14763f; } .c3 { fill: #8a5a00; }
        .c4 { fill: #2457d6; } .c5 { fill: #8b33a8; } .c6 { fill: #0b7285; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6eaf1; } .paper { fill: #12161d; stroke: #333c4b; } .dot { fill: #333c4b; }
          .c0 { fill: #9aa5b8; } .c1 { fill: #ff8a80; } .c2 { fill: #5fd08f; } .c3 { fill: #e8c268; }
          .c4 { fill: #7ba4ff; } .c5 { fill: #d79bf0; } .c6 { fill: #66d3e4; }
        }
        @media (prefers-reduced-motion: no-preference) {
          .step { opacity: 0; animation: show .3s forwards; }
          @keyframes show { to { opacity: 1; } }
        }

        """;

    /// <summary>Draws lines that were captured with the escape sequences of their colors.</summary>
    /// <param name="captured">The lines, such as <c>tmux capture-pane -e -p</c> prints.</param>
    /// <param name="title">The title, for screen readers.</param>
    public static string Draw(string captured, string title)
    {
        var lines = TerminalText.ReadLines(captured);
        var columns = lines.Max(line => line.Sum(text => text.Text.Length));
        var width = Number(Math.Max(columns, 60) * CharacterWidth + 2 * Margin);
        var height = Number(lines.Count * LineHeight + Bar + Margin);
        var svg = new Html();
        svg.Open(
            "svg",
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", $"0 0 {width} {height}"),
            ("width", width),
            ("height", height),
            ("role", "img"));
        svg.Open("title").Text(title).Close("title").Open("style").Own(Style).Close("style");
        svg.Open("rect", ("class", "paper"), ("width", width), ("height", height), ("rx", "10")).Close("rect");
        for (var dot = 0; dot < 3; dot++)
        {
            svg.Open("circle", ("class", "dot"), ("cx", $"{Margin + 4 + dot * 18}"), ("cy", "17"), ("r", "5"));
            svg.Close("circle");
        }
        DrawSteps(svg, lines);
        return svg.Close("svg").ToString();
    }

    private static void DrawSteps(Html svg, IReadOnlyList<IReadOnlyList<TerminalText>> lines)
    {
        var step = 0;
        for (var row = 0; row < lines.Count; row++)
        {
            if (row == 0 || IsCommand(lines[row]))
            {
                if (row > 0)
                    svg.Close("g");
                var delay = (step++ * SecondsPerCommand).ToString(CultureInfo.InvariantCulture);
                svg.Open("g", ("class", "step"), ("style", $"animation-delay: {delay}s"));
            }
            DrawLine(svg, lines[row], Bar + (row + 1) * LineHeight - 6);
        }
        svg.Close("g");
    }

    private static bool IsCommand(IReadOnlyList<TerminalText> line) =>
        string.Concat(line.Select(text => text.Text)).StartsWith(Prompt, StringComparison.Ordinal);

    // The length keeps columns in place where the viewer's font is wider.
    private static void DrawLine(Html svg, IReadOnlyList<TerminalText> line, int y)
    {
        var length = line.Sum(text => text.Text.Length);
        if (length == 0)
            return;
        svg.Open(
            "text",
            ("x", $"{Margin}"),
            ("y", $"{y}"),
            ("textLength", Number(length * CharacterWidth)),
            ("xml:space", "preserve"));
        foreach (var text in line)
        {
            var classes = ClassesOf(text);
            if (classes.Length == 0)
                svg.Text(RecordedText.Of(text.Text));
            else
                svg.Open("tspan", ("class", classes)).Text(RecordedText.Of(text.Text)).Own("</tspan>");
        }
        svg.Close("text");
    }

    private static string ClassesOf(TerminalText text) => (text.Color, text.IsBold) switch
    {
        (null, false) => "",
        (null, true) => "b",
        ({ } color, false) => $"c{color}",
        ({ } color, true) => $"c{color} b",
    };

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
