using System.Diagnostics;
using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>Whether the cost of a connect and its dispose grows with the number of connections on one target.</summary>
internal static class SeriesFigures
{
    private const int Few = 8_000;
    private const int Many = 80_000;
    private const string Group = "connect/80,000";

    public static IEnumerable<Figure> OnOneTarget(Effort effort, Random random)
    {
        foreach (var series in OurConnectSeries.SharedTargets)
        {
            var (alone, together) = Growth(series, effort, random);
            yield return Figure.AtMost($"{Group} {series.Name}, vs 8,000", 1.3, alone);
            yield return Figure.ForComparison($"{Group} {series.Name}, vs ten signals of 8,000", together);
        }
        var own = OurConnectSeries.SeparateVariables;
        yield return Figure.ForComparison($"{Group} {own.Name}, vs 8,000", Growth(own, effort, random).Alone);
    }

    /// <summary>
    /// The time for each connect of many connections, divided by that of few. Alone, the few stay in the processor's
    /// cache and die young; together, several signals of a few hold as much memory as the many.
    /// </summary>
    private static (double Alone, double Together) Growth(OurConnectSeries series, Effort effort, Random random)
    {
        (int Count, int AtOnce)[] shapes = [(Many, 1), (Few, 1), (Few, Many / Few)];
        _ = PerConnect(series, Few, 1);
        _ = PerConnect(series, Few, Many / Few);
        var clock = Stopwatch.StartNew();
        var rounds = new List<(double Alone, double Together)>();
        while (rounds.Count == 0 || (rounds.Count < effort.Rounds / 4 && clock.Elapsed < effort.Timeout))
        {
            int[] order = [0, 1, 2];
            random.Shuffle(order);
            var times = new double[shapes.Length];
            foreach (var turn in order)
                times[turn] = PerConnect(series, shapes[turn].Count, shapes[turn].AtOnce);
            rounds.Add((times[0] / times[1], times[0] / times[2]));
        }
        var alone = Stats.Median(rounds.Select(round => round.Alone));
        return (alone, Stats.Median(rounds.Select(round => round.Together)));
    }

    private static double PerConnect(OurConnectSeries series, int count, int atOnce)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        for (var done = 0; done < Many; done += count * atOnce)
        {
            Action[] disposals = [.. Enumerable.Range(0, atOnce).Select(_ => series.Connect(count))];
            foreach (var dispose in disposals)
                dispose();
        }
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Many;
    }
}
