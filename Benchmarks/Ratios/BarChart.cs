using System.Globalization;
using System.Text;

namespace Benchmarks.Ratios;

/// <summary>The chosen ratios as an SVG: a bar each, a line at 1.0, a mark at each goal.</summary>
internal static class BarChart
{
    private const int Width = 860;
    private const int Left = 340;
    private const int Right = 790;
    private const int Top = 58;
    private const int RowHeight = 27;
    private const int BarHeight = 15;
    private const double Longest = 4;

    // A background and a second set of colors make the chart readable on light and dark pages.
    private const string Style = """
        .back { fill: #ffffff; } text { fill: #1f2328; font: 13px system-ui, sans-serif; } .title { font-weight: 600; }
        .bar { fill: #2f6fb5; } .over { fill: #bc4c00; } .axis { stroke: #d0d7de; }
        .one { stroke: #57606a; stroke-width: 2; }
        .goal { stroke: #1f2328; stroke-width: 3; } .end { text-anchor: end; } .middle { text-anchor: middle; }
        @media (prefers-color-scheme: dark) {
          .back { fill: #0d1117; } text { fill: #e6edf3; } .bar { fill: #4493f8; } .over { fill: #f0883e; }
          .axis { stroke: #30363d; } .one { stroke: #9198a1; } .goal { stroke: #e6edf3; }
        }
        """;

    public static string Draw(Report report)
    {
        var rows = ChosenRatio.In(report).ToArray();
        var longest = rows.Max(row => Math.Max(Value(row.Row), row.Row.Figure.Bound));
        var scale = (Right - Left) / Math.Min(Longest, Math.Ceiling(longest * 2) / 2);
        var bottom = Top + (rows.Length * RowHeight);
        var svg = new StringBuilder();
        svg.AppendLine(Invariant(
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {bottom + 50}" role="img">"""));
        svg.AppendLine("<title>What signals cost, as ratios to something known</title>");
        svg.AppendLine($"<style>\n{Style}\n</style>");
        svg.AppendLine("""<rect class="back" width="100%" height="100%" rx="6"/>""");
        svg.AppendLine("""<text class="title" x="16" y="26">Time, as a ratio: shorter is better</text>""");
        for (var value = 0.0; value * scale <= Right - Left; value += 0.5)
            Axis(svg, Left + (value * scale), bottom, value);
        for (var number = 0; number < rows.Length; number++)
            Bar(svg, rows[number], Top + (number * RowHeight), scale);
        Legend(svg, bottom + 38);
        return svg.AppendLine("</svg>").ToString();
    }

    private static void Axis(StringBuilder svg, double x, int bottom, double value)
    {
        var kind = value == 1 ? "one" : "axis";
        svg.AppendLine(Invariant($"""<line class="{kind}" x1="{x:0.#}" y1="{Top - 6}" x2="{x:0.#}" y2="{bottom}"/>"""));
        svg.AppendLine(Invariant($"""<text class="middle" x="{x:0.#}" y="{Top - 12}">{value:0.0}</text>"""));
    }

    private static void Bar(StringBuilder svg, (ChosenRatio Ratio, Row Row) row, int y, double scale)
    {
        var figure = row.Row.Figure;
        var length = Math.Min(Value(row.Row) * scale, Right - Left);
        var goal = Left + Math.Min(figure.Bound * scale, Right - Left);
        var text = y + BarHeight - 2;
        var kind = figure.Verdict == "holds" ? "bar" : "over";
        var label = $"{row.Ratio.Subject} / {row.Ratio.Baseline}";
        svg.AppendLine(Invariant($"""<text class="end" x="{Left - 12}" y="{text}">{label}</text>"""));
        svg.AppendLine(Invariant(
            $"""<rect class="{kind}" x="{Left}" y="{y}" width="{length:0.#}" height="{BarHeight}"/>"""));
        svg.AppendLine(Invariant(
            $"""<line class="goal" x1="{goal:0.#}" y1="{y - 3}" x2="{goal:0.#}" y2="{y + BarHeight + 3}"/>"""));
        var end = Math.Max(Left + length, goal);
        svg.AppendLine(Invariant($"""<text x="{end + 8:0.#}" y="{text}">{row.Row.Value}</text>"""));
    }

    private static void Legend(StringBuilder svg, int y)
    {
        svg.AppendLine(Invariant($"""<line class="goal" x1="{Left}" y1="{y - 12}" x2="{Left}" y2="{y + 2}"/>"""));
        svg.AppendLine(Invariant($"""<text x="{Left + 8}" y="{y}">goal</text>"""));
        svg.AppendLine(Invariant($"""<rect class="bar" x="{Left + 60}" y="{y - 11}" width="12" height="12"/>"""));
        svg.AppendLine(Invariant($"""<text x="{Left + 78}" y="{y}">within its goal</text>"""));
        svg.AppendLine(Invariant($"""<rect class="over" x="{Left + 190}" y="{y - 11}" width="12" height="12"/>"""));
        svg.AppendLine(Invariant($"""<text x="{Left + 208}" y="{y}">over its goal</text>"""));
    }

    private static double Value(Row row) => row.Figure.Value ?? Longest;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
