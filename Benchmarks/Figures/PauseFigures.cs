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
        var crowd = Listener.Crowd(Many);
        var open = Added(crowd, () => With(crowd, open: true, effort));
        var methods = Added(crowd, () => With(crowd, open: false, effort));
        var messenger = Added(crowd, () => Messengers.With(crowd));
        yield return Figure.AtMost("gen0 pause added, open", 0.1, open, "ms");
        yield return Figure.AtMost($"gen0 pause added, method group vs {Messengers.Telling}", 1, methods / messenger);
        yield return Figure.Known("gen0 pause added, method group", methods, "ms");
        yield return Figure.Known($"gen0 pause added, {Messengers.Telling}", messenger, "ms");
    }

    private static object? With(Listener[] crowd, bool open, Effort effort)
    {
        var (signal, connect) = Ours.Empty(open);
        return Population.Connect(crowd, connect, effort.Patience) ? signal : null;
    }

    private static double? Added(Listener[] crowd, Func<object?> populate)
    {
        var before = Pause();
        var population = populate();
        if (population is null)
            return null;
        var after = Pause();
        GC.KeepAlive((crowd, population));
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
