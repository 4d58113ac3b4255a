using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The cost of connecting and disconnecting, alone and among a thousand others.</summary>
internal static class ConnectFigures
{
    private const double GoalAlone = 1.2;
    private const double GoalAmong = 1.3;

    public static IEnumerable<Figure> Lambda(Effort effort, Random random) =>
        Connect("connect/lambda", Form.Lambda, effort, random);

    public static IEnumerable<Figure> MethodGroup(Effort effort, Random random) =>
        Connect("connect/method group", Form.MethodGroup, effort, random);

    public static IEnumerable<Figure> Open(Effort effort, Random random)
    {
        foreach (var figure in Connect("connect/open", Form.Open, effort, random))
            yield return figure with { Goal = Goal.None };
    }

    private static IEnumerable<Figure> Connect(string group, Form form, Effort effort, Random random)
    {
        var ours = OurConnects.ConnectAndDispose(Contender.Ours, 0, form);
        var among = OurConnects.ConnectAndDispose("among 1000", 1000, form);
        var messenger = Messengers.Connect(0);
        var times = Measurement.Time(effort, random, ours, among, messenger);
        yield return Figure.AtMost($"{group} vs {messenger.Name}", GoalAlone, times.Ratio(ours.Name, messenger.Name));
        var growth = times.Ratio(among.Name, ours.Name);
        yield return Figure.AtMost($"{group}, 1000 others, vs no others", GoalAmong, growth);
        yield return Figure.ForComparison($"{group}, no others", times.Median(ours.Name), "ns");
    }
}
