using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>Two threads at once.</summary>
internal static class ThreadFigures
{
    private const int Receivers = 8;
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(12);

    public static IEnumerable<Figure> Lambdas(Effort effort, Random random) =>
        Scaling("threads/lambdas", Form.Lambda, effort, random);

    public static IEnumerable<Figure> MethodGroups(Effort effort, Random random) =>
        Scaling("threads/method groups", Form.MethodGroup, effort, random);

    private static IEnumerable<Figure> Scaling(string group, Form form, Effort effort, Random random)
    {
        var ours = OurSends.Send(form, Receivers);
        var raw = RawLoops.Call(form, Receivers);
        _ = Race.Run(Effort.Quick, random, ours, raw);
        var oursCount = Threads.Count(ours, Sample);
        var rawCount = Threads.Count(raw, Sample);
        var rounds = Enumerable.Range(0, effort.Rounds / 2).Select(_ =>
        {
            var rates = new double[4];
            int[] order = [0, 1, 2, 3];
            random.Shuffle(order);
            foreach (var turn in order)
                rates[turn] = turn < 2
                    ? Threads.Rate(ours, turn + 1, oursCount)
                    : Threads.Rate(raw, turn - 1, rawCount);
            return (Ours: rates[1] / rates[0], Raw: rates[3] / rates[2]);
        }).ToArray();
        var ratio = Stats.Median(rounds.Select(round => round.Ours / round.Raw));
        yield return Figure.AtLeast($"{group}, scaling vs {raw.Name}'s", 0.95, ratio);
        yield return Figure.Known($"{group}, scaling", Stats.Median(rounds.Select(round => round.Ours)));
        yield return Figure.Known($"{group}, scaling of {raw.Name}", Stats.Median(rounds.Select(round => round.Raw)));
    }

    public static IEnumerable<Figure> Churn(Effort effort, Random random)
    {
        var (ours, oursChurn) = OurConnects.Churned(Receivers);
        var (theirs, theirsChurn) = Messengers.Churned(Receivers);
        Contender[] connecting = [oursChurn with { Name = "our churn" }, theirsChurn with { Name = "their churn" }];
        _ = Race.Run(Effort.Quick, random, [ours, theirs, .. connecting]);
        var oursCount = Threads.Count(ours, Sample);
        var theirsCount = Threads.Count(theirs, Sample);
        var rounds = Enumerable.Range(0, effort.Rounds / 2).Select(_ =>
        {
            var first = random.Next(2) == 0;
            var early = first ? Threads.RateUnderChurn(ours, oursChurn, oursCount) : default;
            var their = Threads.RateUnderChurn(theirs, theirsChurn, theirsCount);
            var our = first ? early : Threads.RateUnderChurn(ours, oursChurn, oursCount);
            return (Sends: our.Sends / their.Sends, Churns: our.Churns / their.Churns);
        }).ToArray();
        var sends = Stats.Median(rounds.Select(round => round.Sends));
        var connects = Stats.Median(rounds.Select(round => round.Churns));
        yield return Figure.Known($"churn, sends beside connects faster than {Messengers.Sending}", sends);
        yield return Figure.Known($"churn, connects beside sends faster than {Messengers.Sending}", connects);
    }
}
