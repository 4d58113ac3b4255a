using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The time that 100,000 weak receivers add to the pause of each generation 0 collection.</summary>
internal static class PauseFigures
{
    private const int Many = 100_000;
    private const int Collections = 41;

    public static IEnumerable<Figure> Gen0(Effort effort, Random random)
    {
        var receivers = Receiver.CreateMany(Many);
        var open = AddedPause(receivers, () => ConnectAll(receivers, Form.Open, effort));
        var methods = AddedPause(receivers, () => ConnectAll(receivers, Form.MethodGroup, effort));
        var messenger = AddedPause(receivers, () => Messengers.Create(receivers));
        yield return Figure.ForComparison("gen0 pause added, open", open, "ms");
        yield return Figure.ForComparison("gen0 pause added, method group", methods, "ms");
        yield return Figure.ForComparison($"gen0 pause added, {Messengers.SendName}", messenger, "ms");
    }

    private static object? ConnectAll(Receiver[] receivers, Form form, Effort effort)
    {
        var (signal, connect) = OurConnects.EmptySignal(form);
        return Population.Connect(receivers, connect, effort.Timeout) ? signal : null;
    }

    private static double? AddedPause(Receiver[] receivers, Func<object?> populate)
    {
        var before = MedianPause();
        var population = populate();
        if (population is null)
            return null;
        var after = MedianPause();
        GC.KeepAlive((receivers, population));
        return after - before;
    }

    private static double MedianPause()
    {
        _ = Population.BytesHeld();
        return Stats.Median(Enumerable.Range(0, Collections).Select(_ => OnePause()).ToArray());
    }

    private static double OnePause()
    {
        for (var garbage = 0; garbage < 1000; garbage++)
            GC.KeepAlive(new byte[100]);
        var before = GC.GetTotalPauseDuration();
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        return (GC.GetTotalPauseDuration() - before).TotalMilliseconds;
    }
}
