using System.Diagnostics;
using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>Whether a connect and its dispose cost more the more there are on one target.</summary>
internal static class SeriesFigures
{
    private const int Few = 8_000;
    private const int Many = 80_000;
    private const string Group = "connect/80,000";

    public static IEnumerable<Figure> OnOneTarget(Effort effort, Random random)
    {
        foreach (var series in OurSeries.OnOneTarget)
            yield return Figure.AtMost($"{Group} {series.Name}, vs 8,000", 1.3, Growth(series, effort, random));
        var own = OurSeries.VariablesOfTheirOwn;
        yield return Figure.Known($"{Group} {own.Name}, vs 8,000", Growth(own, effort, random));
    }

    /// <summary>Time for each connect of many, in that of few, as the median of some rounds.</summary>
    private static double Growth(OurSeries series, Effort effort, Random random)
    {
        _ = PerConnect(series, Few);
        _ = PerConnect(series, Few);
        var clock = Stopwatch.StartNew();
        var ratios = new List<double>();
        while (ratios.Count == 0 || (ratios.Count < effort.Rounds / 4 && clock.Elapsed < effort.Patience))
        {
            var manyFirst = random.Next(2) == 0;
            var early = manyFirst ? PerConnect(series, Many) : 0;
            var few = PerConnect(series, Few);
            var many = manyFirst ? early : PerConnect(series, Many);
            ratios.Add(many / few);
        }
        return Stats.Median(ratios);
    }

    private static double PerConnect(OurSeries series, int count)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        for (var done = 0; done < Many; done += count)
            series.Run(count);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Many;
    }
}
