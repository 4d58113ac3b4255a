using System.Globalization;
using Benchmarks.Figures;

namespace Benchmarks.Ratios;

/// <param name="Filter">A part of the names of figures, or an area; empty for all figures.</param>
/// <param name="Processes">The number of measuring processes.</param>
/// <param name="Quick">Whether to measure briefly, as a test of the benchmarks.</param>
/// <param name="Seed">The seed for the random order in a process.</param>
/// <param name="Results">Whether to write the figures to the documents.</param>
/// <param name="Chart">A file to draw the chart of signals to; null for none.</param>
internal sealed record Options(string Filter, int Processes, bool Quick, int Seed, bool Results, string? Chart)
{
    public const string Command = "ratios";
    public const string ChildCommand = "ratios-child";
    public const string Usage =
        "usage: ratios [part of a name, or an area] [--processes N] [--quick] [--results] [--chart FILE]";

    public static Options Parse(IEnumerable<string> arguments)
    {
        var options = new Options("", 3, false, 1, false, null);
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var word))
            options = word switch
            {
                "--processes" => options with { Processes = Number(rest) },
                "--seed" => options with { Seed = Number(rest) },
                "--quick" => options with { Quick = true },
                "--results" => options with { Results = true },
                "--chart" => options with { Chart = File(rest) },
                _ when word.StartsWith('-') => throw new ArgumentException($"{word} is no option. {Usage}"),
                _ => options with { Filter = word },
            };
        options.CheckFilter();
        return options;
    }

    public IEnumerable<string> ForChild(int number)
    {
        string[] always = [ChildCommand, Filter, "--seed", number.ToString(CultureInfo.InvariantCulture)];
        return Quick ? [.. always, "--quick"] : always;
    }

    // Results replace the section of a whole area, and the chart needs all of its ratios.
    private void CheckFilter()
    {
        if (Filter.Length == 0)
            return;
        if (Results && !AllFigures.Areas.Contains(Filter, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"--results takes whole areas: {string.Join(", ", AllFigures.Areas)}.");
        if (Chart is not null && !Filter.Equals(SignalGroups.Area, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"--chart shows the area {SignalGroups.Area}: name it, or nothing.");
    }

    private static int Number(Queue<string> rest) =>
        rest.TryDequeue(out var word) && int.TryParse(word, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"A number above zero is missing. {Usage}");

    private static string File(Queue<string> rest) =>
        rest.TryDequeue(out var word) ? word : throw new ArgumentException($"--chart needs a file. {Usage}");
}
