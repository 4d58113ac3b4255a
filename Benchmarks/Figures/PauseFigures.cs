using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>What a hundred thousand weak receivers add to the pause of every smallest collection.</summary>
internal static class PauseFigures
{
    private const int Many = 100_000;
    private const int Collections = 41;

    public static IEnumerable<Figure> Gen0(Effort effort, Random random)
    {
        var receivers = Receiver.Many(Many);
        var open = Added(receivers, () => With(receivers, Form.Open, effort));
        var methods = Added(receivers, () => With(receivers, Form.MethodGroup, effort));
        var messenger = Added(receivers, () => Messengers.With(receivers));
        yield return Figure.Known("gen0 pause added, open", open, "ms");
        yield return Figure.Known("gen0 pause added, method group", methods, "ms");
        yield return Figure.Known($"gen0 pause added, {Messengers.Sending}", messenger, "ms");
    }

    private static object? With(Receiver[] receivers, Form form, Effort effort)
    {
        var (signal, connect) = OurConnects.Empty(form);
        return Population.Connect(receivers, connect, effort.Patience) ? signal : null;
    }

    private static double? Added(Receiver[] receivers, Func<object?> populate)
    {
        var before = Pause();
        var population = populate();
        if (population is null)
            return null;
        var after = Pause();
        GC.KeepAlive((receivers, population));
        return after - before;
    }

    private static double Pause()
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
