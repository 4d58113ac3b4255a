using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The cost of finding the receivers of a sender, or of finding none.</summary>
internal static class SenderFigures
{
    private const int Senders = 16;
    private const int Others = 4;

    public static IEnumerable<Figure> NothingConnected(Effort effort, Random random)
    {
        var senders = Objects(Senders);
        var times = Measurement.Time(effort, random, OurSends.SendToNone(senders, [], []), RawLoops.Empty(senders));
        var above = times.Difference(Contender.Ours, RawLoops.EmptyLoop);
        yield return Figure.AtMost($"idle/nothing connected above {RawLoops.EmptyLoop}", 1, above, "ns");
    }

    public static IEnumerable<Figure> OtherSendersOnly(Effort effort, Random random)
    {
        var senders = Objects(Senders);
        var others = Receiver.CreateMany(Others);
        var otherSenders = Objects(Others);
        var ours = OurSends.SendToNone(senders, others, otherSenders);
        var times = Measurement.Time(effort, random, ours, RawLoops.Empty(senders));
        var above = times.Difference(ours.Name, RawLoops.EmptyLoop);
        yield return Figure.AtMost($"idle/other senders only above {RawLoops.EmptyLoop}", 5, above, "ns");
        GC.KeepAlive((others, otherSenders));
    }

    public static IEnumerable<Figure> OneOfMany(Effort effort, Random random)
    {
        const string Group = "senders/10000";
        var senders = Sender.Shuffled(10_000);
        var ours = OurSends.SendByOneOf(senders);
        var times = Measurement.Time(effort, random, ours, StrongPeers.CallOneOf(senders));
        yield return Figure.AtMost($"{Group} vs {StrongPeers.DictionaryName}", 3, times.Ratio(ours.Name, StrongPeers.DictionaryName));
        yield return Figure.ForComparison($"{Group} {StrongPeers.DictionaryName}", times.Median(StrongPeers.DictionaryName), "ns");
        // A messenger visits every receiver: its check of all senders, before and after, takes a second.
        var token = Measurement.Time(effort with { Rounds = 15 }, random, ours, Messengers.SendToOneOf(senders));
        var faster = token.Ratio(Messengers.TokenName, ours.Name);
        yield return Figure.AtLeast($"{Group} faster than {Messengers.TokenName}", 1000, faster);
    }

    private static object[] Objects(int count) => [.. Enumerable.Range(0, count).Select(_ => new object())];
}
