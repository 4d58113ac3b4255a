using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>Two threads at once.</summary>
internal static class ThreadFigures
{
    private const int Receivers = 8;
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(12);

    public static IEnumerable<Figure> Scaling(Effort effort, Random random)
    {
        var (ours, raw) = (Ours.Tell(Receivers), RawLoops.Tell(Receivers));
        _ = Race.Run(Effort.Quick, random, ours, raw);
        var (oursCount, rawCount) = (Threads.Count(ours, Sample), Threads.Count(raw, Sample));
        var rounds = Enumerable.Range(0, effort.Rounds / 2).Select(_ =>
        {
            var rates = new double[4];
            int[] order = [0, 1, 2, 3];
            random.Shuffle(order);
            foreach (var turn in order)
                rates[turn] = turn < 2 ? Threads.Rate(ours, turn + 1, oursCount) : Threads.Rate(raw, turn - 1, rawCount);
            return (Ours: rates[1] / rates[0], Raw: rates[3] / rates[2]);
        }).ToArray();
        yield return Figure.AtLeast($"threads, scaling vs {RawLoops.Telling}'s", 0.95, Stats.Median(rounds.Select(round => round.Ours / round.Raw)));
        yield return Figure.Known("threads, scaling", Stats.Median(rounds.Select(round => round.Ours)));
        yield return Figure.Known($"threads, scaling of {RawLoops.Telling}", Stats.Median(rounds.Select(round => round.Raw)));
    }

    public static IEnumerable<Figure> Churn(Effort effort, Random random)
    {
        var (ours, oursChurn) = Ours.Churned(Receivers);
        var (theirs, theirsChurn) = Messengers.Churned(Receivers);
        _ = Race.Run(Effort.Quick, random, ours, theirs, oursChurn with { Name = "our churn" }, theirsChurn with { Name = "their churn" });
        var (oursCount, theirsCount) = (Threads.Count(ours, Sample), Threads.Count(theirs, Sample));
        var rounds = Enumerable.Range(0, effort.Rounds / 2).Select(_ =>
        {
            var first = random.Next(2) == 0;
            var early = first ? Threads.RateUnderChurn(ours, oursChurn, oursCount) : default;
            var their = Threads.RateUnderChurn(theirs, theirsChurn, theirsCount);
            var our = first ? early : Threads.RateUnderChurn(ours, oursChurn, oursCount);
            return (Sends: our.Sends / their.Sends, Churns: our.Churns / their.Churns);
        }).ToArray();
        yield return Figure.AtLeast($"churn, sends vs {Messengers.Telling}", 8, Stats.Median(rounds.Select(round => round.Sends)));
        yield return Figure.Known($"churn, connects vs {Messengers.Telling}", Stats.Median(rounds.Select(round => round.Churns)));
    }
}
