using System.Text;
using Benchmarks.Figures;

namespace Benchmarks.Ratios;

/// <summary>
/// Writes a run to the documents: whole areas to RESULTS.md, the chosen ratios of signals to their table and chart.
/// </summary>
internal static class ResultFiles
{
    private const string TableBegins = "<!-- ratios: written by the benchmarks -->";
    private const string TableEnds = "<!-- end of the ratios -->";
    private const string Heading = "## ";

    private static readonly string Root = FindRoot(AppContext.BaseDirectory);
    private static readonly string Results = Path.Combine(Root, "Benchmarks", "RESULTS.md");
    private static readonly string Document = Path.Combine(Root, "docs", "performance.md");
    private static readonly string Chart = Path.Combine(Root, "docs", "performance-signals.svg");

    public static async Task WriteAsync(Report report)
    {
        await File.WriteAllTextAsync(Results, WithAreas(await File.ReadAllTextAsync(Results), report));
        if (!report.Areas.Contains(SignalGroups.Area))
            return;
        await File.WriteAllTextAsync(Document, WithTable(await File.ReadAllTextAsync(Document), report));
        await File.WriteAllTextAsync(Chart, BarChart.Draw(report));
    }

    /// <summary>The sections of areas that were not measured stay as they are.</summary>
    private static string WithAreas(string document, Report report)
    {
        var parts = document.Split($"\n{Heading}");
        var sections = parts.Skip(1).ToDictionary(part => part.Split('\n')[0], part => part.TrimEnd());
        foreach (var area in report.Areas)
            sections[area] = $"{area}\n\n```text\n{string.Join('\n', report.Lines(area))}\n```";
        var text = new StringBuilder($"{parts[0].TrimEnd()}\n");
        foreach (var area in AllFigures.Areas.Where(sections.ContainsKey))
            text.Append($"\n{Heading}{sections[area]}\n");
        return text.ToString();
    }

    private static string WithTable(string document, Report report)
    {
        var before = document[..(IndexOf(document, TableBegins) + TableBegins.Length)];
        var after = document[IndexOf(document, TableEnds)..];
        var rows =
            from chosen in ChosenRatio.In(report)
            let row = chosen.Row
            select TableRow(
                chosen.Ratio.Subject, chosen.Ratio.Baseline, row.Value, row.Spread, row.Figure.GoalText);
        string[] head = [TableRow("what", "against", "ratio", "spread", "goal"), "|---|---|--:|---|---|"];
        return $"{before}\n\n{string.Join('\n', [.. head, .. rows])}\n\n{after}";
    }

    private static string TableRow(params string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static int IndexOf(string document, string mark) =>
        document.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var index
            ? index
            : throw new InvalidOperationException($"{Document} has no line {mark}, where its table belongs.");

    private static string FindRoot(string folder)
    {
        if (File.Exists(Path.Combine(folder, "OAuthSignals.sln")))
            return folder;
        var parent = Path.GetDirectoryName(folder)
            ?? throw new InvalidOperationException("OAuthSignals.sln is above no folder of the benchmarks.");
        return FindRoot(parent);
    }
}
