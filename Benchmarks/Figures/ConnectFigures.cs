using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>What connecting and disconnecting costs, alone and among a thousand.</summary>
internal static class ConnectFigures
{
    public static IEnumerable<Figure> Connect(string group, bool open, Effort effort, Random random)
    {
        const string Crowded = "among 1000";
        var alone = Race.Run(effort, random, Ours.Connect(Contender.Ours, 0, open), Ours.Connect(Crowded, 1000, open), Messengers.Connect(0));
        yield return Figure.AtMost($"{group}, no others, vs {Messengers.Telling}", 0.85, alone.Ratio(Contender.Ours, Messengers.Telling));
        yield return Figure.AtMost($"{group}, 1000 others, vs no others", 1.1, alone.Ratio(Crowded, Contender.Ours));
        yield return Figure.Known($"{group}, no others", alone.Median(Contender.Ours), "ns");
        var among = Race.Run(effort, random, Ours.Connect(Contender.Ours, 1000, open), Messengers.Connect(1000));
        yield return Figure.AtMost($"{group}, 1000 others, vs {Messengers.Telling}", 0.85, among.Ratio(Contender.Ours, Messengers.Telling));
    }
}
