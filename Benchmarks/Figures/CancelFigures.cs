using System.Diagnostics;
using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The cost of cancelling a send after thousands of receivers that waited.</summary>
internal static class CancelFigures
{
    private const string Group = "async/8,000 pending, cancelled";

    public static IEnumerable<Figure> CancelledSend(Effort effort, Random random)
    {
        var pending = new OurPendingSend(8_000);
        _ = Measure(pending, cancelled: false);
        _ = Measure(pending, cancelled: true);
        var clock = Stopwatch.StartNew();
        var rounds = new List<(Cost Cancelled, Cost Finished)>();
        while (rounds.Count == 0 || (rounds.Count < effort.Rounds / 2 && clock.Elapsed < effort.Timeout))
        {
            var finished = Measure(pending, cancelled: false);
            rounds.Add((Measure(pending, cancelled: true), finished));
        }
        var time = Stats.Median(rounds.Select(round => round.Cancelled.Milliseconds / round.Finished.Milliseconds));
        var bytes = Stats.Median(rounds.Select(round => round.Cancelled.Bytes / round.Finished.Bytes));
        yield return Figure.AtMost($"{Group}, vs the same uncancelled", 3, time);
        yield return Figure.AtMost($"{Group}, bytes vs the same uncancelled", 3, bytes);
        var takes = Stats.Median(rounds.Select(round => round.Cancelled.Milliseconds));
        yield return Figure.ForComparison($"{Group}, takes", takes, "ms");
    }

    private static Cost Measure(OurPendingSend pending, bool cancelled)
    {
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        pending.SendAsync(cancelled).GetAwaiter().GetResult();
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return new(took, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    private sealed record Cost(double Milliseconds, double Bytes);
}
