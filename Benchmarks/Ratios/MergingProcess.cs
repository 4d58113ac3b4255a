using System.Diagnostics;
using System.Text.Json;
using Benchmarks.Measuring;

namespace Benchmarks.Ratios;

/// <summary>
/// Runs several measuring processes, one after the other, and merges their figures, because the layout of the code in
/// memory alone changes a ratio by a fifth.
/// </summary>
internal static class MergingProcess
{
    public static async Task<int> RunAsync(Options options)
    {
        var figures = new List<Figure>();
        for (var number = 1; number <= options.Processes; number++)
        {
            var clock = Stopwatch.StartNew();
            if (!await MeasureAsync(options, number, figures))
                return 1;
            var seconds = clock.Elapsed.TotalSeconds;
            await Console.Error.WriteLineAsync($"process {number} of {options.Processes}: {seconds:0} s");
        }
        var report = new Report(figures, options);
        foreach (var line in report.Lines())
            Console.WriteLine(line);
        if (options.Chart is { } chart)
            await File.WriteAllTextAsync(chart, BarChart.Draw(report));
        if (options.Results)
            await ResultFiles.WriteAsync(report);
        return 0;
    }

    private static async Task<bool> MeasureAsync(Options options, int number, List<Figure> figures)
    {
        using var child = Process.Start(ThisProgram.StartInfo(options.ForChild(number)))!;
        while (await child.StandardOutput.ReadLineAsync() is { } line)
            figures.Add(JsonSerializer.Deserialize<Figure>(line)!);
        await child.WaitForExitAsync();
        return child.ExitCode == 0;
    }
}
