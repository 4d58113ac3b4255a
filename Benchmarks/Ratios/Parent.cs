using System.Diagnostics;
using System.Text.Json;
using Benchmarks.Figures;
using Benchmarks.Measuring;

namespace Benchmarks.Ratios;

/// <summary>Has several processes measure, one after the other, since the layout of code alone moves a ratio by a fifth; and merges.</summary>
internal static class Parent
{
    public static async Task<int> RunAsync(Options options)
    {
        var figures = new List<Figure>();
        for (var number = 1; number <= options.Processes; number++)
        {
            var clock = Stopwatch.StartNew();
            if (!await MeasureAsync(options, number, figures))
                return 1;
            await Console.Error.WriteLineAsync($"process {number} of {options.Processes}: {clock.Elapsed.TotalSeconds:0} s");
        }
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"medians of {options.Processes} processes{(options.Quick ? ", quick" : "")}; spread: least and most of the processes");
        Print(figures);
        return 0;
    }

    private static async Task<bool> MeasureAsync(Options options, int number, List<Figure> figures)
    {
        using var child = Process.Start(Itself.With(options.ForChild(number)))!;
        while (await child.StandardOutput.ReadLineAsync() is { } line)
            figures.Add(JsonSerializer.Deserialize<Figure>(line)!);
        await child.WaitForExitAsync();
        return child.ExitCode == 0;
    }

    private static void Print(List<Figure> figures)
    {
        var merged = figures.GroupBy(figure => figure.Name).Select(same => Merge([.. same])).OrderBy(row => Place(row.Figure.Name)).ToArray();
        Row("figure", "median", "spread", "goal", "");
        foreach (var (figure, spread) in merged)
            Row(figure.Name, $"{Figure.Text(figure.Value)} {figure.Unit}".TrimEnd(), spread, figure.GoalText, figure.Verdict);
        Console.WriteLine($"{merged.Count(row => row.Figure.Verdict == "holds")} hold, {merged.Count(row => row.Figure.Verdict == "falls short")} fall short");
    }

    private static (Figure Figure, string Spread) Merge(Figure[] same)
    {
        double[] values = [.. same.Where(figure => figure.Value is not null).Select(figure => figure.Value!.Value)];
        // One process that gave up is a figure not reached.
        double? median = values.Length < same.Length ? null : Stats.Median(values);
        var spread = values.Length == 0 ? "" : $"{Figure.Text(values.Min())} – {Figure.Text(values.Max())}";
        return (same[0] with { Value = median }, spread);
    }

    private static int Place(string name) =>
        AllFigures.Groups.ToList().FindIndex(group => name.StartsWith(group.Name, StringComparison.Ordinal) && name.AsSpan(group.Name.Length)[0] is ' ' or ',');

    private static void Row(string name, string median, string spread, string goal, string verdict) =>
        Console.WriteLine($"{name,-62} {median,12}  {spread,-18} {goal,-9} {verdict}".TrimEnd());
}
