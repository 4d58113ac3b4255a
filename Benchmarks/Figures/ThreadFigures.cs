using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>Sends on two threads at once.</summary>
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
        _ = Measurement.Time(Effort.Quick, random, ours, raw);
        var oursCount = Throughput.CountFor(ours, Sample);
        var rawCount = Throughput.CountFor(raw, Sample);
        var rounds = Enumerable.Range(0, effort.Rounds / 2).Select(_ =>
        {
            var rates = new double[4];
            int[] order = [0, 1, 2, 3];
            random.Shuffle(order);
            foreach (var turn in order)
                rates[turn] = turn < 2
                    ? Throughput.Rate(ours, turn + 1, oursCount)
                    : Throughput.Rate(raw, turn - 1, rawCount);
            return (Ours: rates[1] / rates[0], Raw: rates[3] / rates[2]);
        }).ToArray();
        var ratio = Stats.Median(rounds.Select(round => round.Ours / round.Raw));
        yield return Figure.AtLeast($"{group}, scaling vs {raw.Name}'s", 0.95, ratio);
        var ourScaling = Stats.Median(rounds.Select(round => round.Ours));
        var rawScaling = Stats.Median(rounds.Select(round => round.Raw));
        yield return Figure.ForComparison($"{group}, scaling", ourScaling);
        yield return Figure.ForComparison($"{group}, scaling of {raw.Name}", rawScaling);
    }

    public static IEnumerable<Figure> Churn(Effort effort, Random random)
    {
        var (ours, oursChurn) = OurConnects.WithChurn(Receivers);
        var (theirs, theirsChurn) = Messengers.WithChurn(Receivers);
        Contender[] connecting = [oursChurn with { Name = "our churn" }, theirsChurn with { Name = "their churn" }];
        _ = Measurement.Time(Effort.Quick, random, [ours, theirs, .. connecting]);
        var oursCount = Throughput.CountFor(ours, Sample);
        var theirsCount = Throughput.CountFor(theirs, Sample);
        var rounds = Enumerable.Range(0, effort.Rounds / 2).Select(_ =>
        {
            var first = random.Next(2) == 0;
            var early = first ? Throughput.RateUnderChurn(ours, oursChurn, oursCount) : default;
            var their = Throughput.RateUnderChurn(theirs, theirsChurn, theirsCount);
            var our = first ? early : Throughput.RateUnderChurn(ours, oursChurn, oursCount);
            return (Sends: our.Sends / their.Sends, Churns: our.Churns / their.Churns);
        }).ToArray();
        var sends = Stats.Median(rounds.Select(round => round.Sends));
        var connects = Stats.Median(rounds.Select(round => round.Churns));
        yield return Figure.ForComparison($"churn, sends beside connects faster than {Messengers.SendName}", sends);
        yield return Figure.ForComparison($"churn, connects beside sends faster than {Messengers.SendName}", connects);
    }
}
