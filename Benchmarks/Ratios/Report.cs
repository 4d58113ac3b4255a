using Benchmarks.Figures;
using Benchmarks.Measuring;

namespace Benchmarks.Ratios;

/// <summary>The merged figures of several processes.</summary>
internal sealed class Report
{
    private const string Holds = "holds";
    private const string FallsShort = "falls short";

    private readonly string[] _header;

    public Report(IEnumerable<Figure> figures, Options options)
    {
        var quick = options.Quick ? ", quick" : "";
        var medians = $"medians of {options.Processes} processes{quick}; spread: least and most of the processes";
        _header = [Machine.Describe(), medians];
        Rows = [.. figures.GroupBy(figure => figure.Name).Select(Merge).OrderBy(row => OrderOf(row.Figure))];
    }

    public IReadOnlyList<Row> Rows { get; }

    public IEnumerable<string> Areas => Rows.Select(row => row.Area).Distinct();

    public Row? Find(string figure) => Rows.FirstOrDefault(row => row.Figure.Name == figure);

    public IEnumerable<string> Lines() => Lines(Rows);

    public IEnumerable<string> Lines(string area) => Lines([.. Rows.Where(row => row.Area == area)]);

    private IEnumerable<string> Lines(IReadOnlyList<Row> rows)
    {
        var width = rows.Max(row => row.Figure.Name.Length);
        return
        [
            .. _header,
            $"{"figure".PadRight(width)} {Columns("median", "spread", "goal", "")}".TrimEnd(),
            .. rows.Select(row => $"{row.Figure.Name.PadRight(width)} {Columns(row)}".TrimEnd()),
            $"{Count(rows, Holds)} hold, {Count(rows, FallsShort)} fall short",
        ];
    }

    private static string Columns(Row row) => Columns(row.Value, row.Spread, row.Figure.GoalText, row.Figure.Verdict);

    private static string Columns(string median, string spread, string goal, string verdict) =>
        $"{median,10}  {spread,-18} {goal,-9} {verdict}";

    private static int Count(IReadOnlyList<Row> rows, string verdict) =>
        rows.Count(row => row.Figure.Verdict == verdict);

    private static Row Merge(IEnumerable<Figure> same)
    {
        Figure[] all = [.. same];
        double[] values = [.. all.Where(figure => figure.Value is not null).Select(figure => figure.Value!.Value)];
        // A process that gave up makes the figure fall short.
        double? median = values.Length < all.Length ? null : Stats.Median(values);
        var spread = values.Length == 0 ? "" : $"{Figure.Text(values.Min())} – {Figure.Text(values.Max())}";
        return new(all[0] with { Value = median }, spread);
    }

    private static int OrderOf(Figure figure) => AllFigures.Groups.ToList().IndexOf(AllFigures.GroupOf(figure));
}
