using System.Globalization;
using Benchmarks.Figures;

namespace Benchmarks.Ratios;

/// <summary>The arguments of the command line.</summary>
internal sealed record Options
{
    public const string Command = "ratios";
    public const string ChildCommand = "ratios-child";
    public const string Usage =
        "usage: ratios [part of a name, or an area] [--processes N] [--quick] [--results] [--chart FILE]";

    /// <summary>A part of the names of figures, or an area; empty for all figures.</summary>
    public string Filter { get; private init; } = "";

    /// <summary>The number of measuring processes.</summary>
    public int Processes { get; private init; } = 3;

    /// <summary>Whether to measure briefly, as a test of the benchmarks.</summary>
    public bool Quick { get; private init; }

    /// <summary>The seed for the random order in a process.</summary>
    public int Seed { get; private init; } = 1;

    /// <summary>Whether to write the figures to the documents.</summary>
    public bool Results { get; private init; }

    /// <summary>A file to draw the chart of signals to; null for none.</summary>
    public string? Chart { get; private init; }

    public static Options Parse(IEnumerable<string> arguments)
    {
        var options = new Options();
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
