using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>What finding the receivers costs, or finding that there are none.</summary>
internal static class SenderFigures
{
    private const int Strangers = 16;
    private const int Neighbours = 4;

    public static IEnumerable<Figure> Nobody(Effort effort, Random random)
    {
        var senders = Objects(Strangers);
        var times = Race.Run(effort, random, Ours.TellNobody(senders, [], []), RawLoops.Empty(senders));
        yield return Figure.AtMost($"idle/nobody above {RawLoops.Nothing}", 1, times.Above(Contender.Ours, RawLoops.Nothing), "ns");
    }

    public static IEnumerable<Figure> Others(Effort effort, Random random)
    {
        var (senders, others, otherSenders) = (Objects(Strangers), Listener.Crowd(Neighbours), Objects(Neighbours));
        var times = Race.Run(effort, random, Ours.TellNobody(senders, others, otherSenders), RawLoops.Empty(senders));
        yield return Figure.AtMost($"idle/others above {RawLoops.Nothing}", 3, times.Above(Contender.Ours, RawLoops.Nothing), "ns");
        GC.KeepAlive((others, otherSenders));
    }

    public static IEnumerable<Figure> OneOfMany(Effort effort, Random random)
    {
        const string Group = "senders/10000";
        var senders = Sender.Shuffled(10_000);
        var ours = Ours.TellOneOf(senders);
        var times = Race.Run(effort, random, ours, StrongPeers.TellOneOf(senders));
        yield return Figure.AtMost($"{Group} vs {StrongPeers.Lookup}", 2.3, times.Ratio(Contender.Ours, StrongPeers.Lookup));
        yield return Figure.Known($"{Group} {StrongPeers.Lookup}", times.Median(StrongPeers.Lookup), "ns");
        // Visiting everybody takes so long that the check of all senders, which comes first and last, is a second of it.
        var token = Race.Run(effort with { Rounds = 15 }, random, ours, Messengers.TellOneOf(senders));
        yield return Figure.AtLeast($"{Group} faster than {Messengers.Token}", 1000, token.Ratio(Messengers.Token, Contender.Ours));
    }

    private static object[] Objects(int count) => [.. Enumerable.Range(0, count).Select(_ => new object())];
}
