using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>What receivers take while they live, and after they have died.</summary>
internal static class MemoryFigures
{
    private const int Many = 100_000;

    public static IEnumerable<Figure> Held(Effort effort, Random random)
    {
        yield return Figure.AtMost("held per receiver, open", 48, PerReceiver(open: true, effort), "B");
        yield return Figure.AtMost("held per receiver, method group", 140, PerReceiver(open: false, effort), "B");
    }

    public static IEnumerable<Figure> Million(Effort effort, Random random)
    {
        yield return Figure.AtMost("million dropped, never sent, open", 0, HeldByTheDead(open: true, effort), "MB");
        yield return Figure.AtMost("million dropped, never sent, method group", 0, HeldByTheDead(open: false, effort), "MB");
    }

    private static double? PerReceiver(bool open, Effort effort)
    {
        var crowd = Listener.Crowd(Many);
        var (signal, connect) = Ours.Empty(open);
        connect(new Listener(0));
        var before = Population.BytesHeld();
        var connected = Population.Connect(crowd, connect, effort.Patience);
        var after = Population.BytesHeld();
        GC.KeepAlive((crowd, signal));
        return connected ? (double)(after - before) / Many : null;
    }

    private static double? HeldByTheDead(bool open, Effort effort)
    {
        var (signal, connect) = Ours.Empty(open);
        connect(new Listener(0));
        var before = Population.BytesHeld();
        var connected = Population.ConnectAndDrop(1_000_000, connect, effort.Patience);
        var after = Population.BytesHeld();
        GC.KeepAlive((signal, connect));
        return connected ? Math.Max(0, Math.Round((after - before) / 1e6, 2)) : null;
    }
}
