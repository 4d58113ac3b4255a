using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>What one send costs.</summary>
internal static class SendFigures
{
    public static IEnumerable<Figure> Void(int receivers, double goal, Effort effort, Random random)
    {
        var group = $"send/void/{receivers}";
        var ours = Ours.Tell(receivers);
        var times = Race.Run(effort, random, [ours, RawLoops.Tell(receivers), Messengers.Tell(receivers), .. StrongPeers.Tell(receivers)]);
        yield return Figure.AtMost($"{group} vs {RawLoops.Telling}", goal, times.Ratio(Contender.Ours, RawLoops.Telling));
        yield return Figure.AtMost($"{group} vs {Messengers.Telling}", 0.12, times.Ratio(Contender.Ours, Messengers.Telling));
        yield return Figure.AtMost($"{group} allocates", 0, Race.Bytes(ours), "B");
        yield return Figure.Known($"{group} {RawLoops.Telling}", times.Median(RawLoops.Telling), "ns");
        foreach (var peer in (string[])[StrongPeers.Event, StrongPeers.Rx, StrongPeers.R3])
            yield return Figure.Known($"{group} vs {peer}", times.Ratio(Contender.Ours, peer));
    }

    public static IEnumerable<Figure> Answers(int receivers, double goal, Effort effort, Random random)
    {
        var group = $"send/answers/{receivers}";
        var ours = Ours.Ask(receivers);
        var times = Race.Run(effort, random, ours, RawLoops.Ask(receivers), RawLoops.AskByCall(receivers), Messengers.Ask(receivers));
        yield return Figure.AtMost($"{group} vs {RawLoops.Asking}", goal, times.Ratio(Contender.Ours, RawLoops.Asking));
        yield return Figure.AtMost($"{group} vs {Messengers.Asking}", 0.10, times.Ratio(Contender.Ours, Messengers.Asking));
        yield return Figure.AtMost($"{group} allocates", 0, Race.Bytes(ours), "B");
        yield return Figure.Known($"{group} vs {RawLoops.AskingByCall}", times.Ratio(Contender.Ours, RawLoops.AskingByCall));
        yield return Figure.Known($"{group} {RawLoops.Asking}", times.Median(RawLoops.Asking), "ns");
    }

    public static IEnumerable<Figure> Open(int receivers, double goal, Effort effort, Random random)
    {
        var group = $"send/open/{receivers}";
        var told = Race.Run(effort, random, Ours.Tell(receivers, open: true), RawLoops.Tell(receivers));
        yield return Figure.AtMost($"{group} vs {RawLoops.Telling}", goal, told.Ratio(Contender.Ours, RawLoops.Telling));
        var asked = Race.Run(effort, random, Ours.Ask(receivers, open: true), RawLoops.Ask(receivers));
        yield return Figure.AtMost($"{group} answers vs {RawLoops.Asking}", goal, asked.Ratio(Contender.Ours, RawLoops.Asking));
    }

    public static IEnumerable<Figure> Async(int receivers, double goal, Effort effort, Random random)
    {
        var group = $"send/async/{receivers}";
        var ours = Ours.Await(receivers);
        var times = Race.Run(effort, random, ours, RawLoops.Await(receivers));
        yield return Figure.AtMost($"{group} vs {RawLoops.Awaiting}", goal, times.Ratio(Contender.Ours, RawLoops.Awaiting));
        yield return Figure.AtMost($"{group} allocates", 0, Race.Bytes(ours), "B");
    }
}
