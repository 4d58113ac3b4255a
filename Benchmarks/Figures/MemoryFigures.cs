using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The memory of receivers while they live, and after they have died.</summary>
internal static class MemoryFigures
{
    private const int Many = 100_000;

    public static IEnumerable<Figure> Held(Effort effort, Random random)
    {
        yield return Figure.AtMost("held per receiver, open", 80, PerReceiver(Form.Open, effort), "B");
        yield return Figure.AtMost("held per receiver, method group", 176, PerReceiver(Form.MethodGroup, effort), "B");
        yield return Figure.ForComparison("held per receiver, lambda", PerReceiver(Form.Lambda, effort), "B");
    }

    public static IEnumerable<Figure> Million(Effort effort, Random random)
    {
        yield return Figure.AtMost("million dropped, never sent, open", 0, HeldAfterDeaths(Form.Open, effort), "MB");
        var methods = HeldAfterDeaths(Form.MethodGroup, effort);
        yield return Figure.AtMost("million dropped, never sent, method group", 0, methods, "MB");
    }

    private static double? PerReceiver(Form form, Effort effort)
    {
        var receivers = Receiver.CreateMany(Many);
        var (signal, connect) = OurConnects.EmptySignal(form);
        connect(new Receiver(0));
        var before = Population.BytesHeld();
        var connected = Population.Connect(receivers, connect, effort.Timeout);
        var after = Population.BytesHeld();
        GC.KeepAlive((receivers, signal));
        return connected ? (double)(after - before) / Many : null;
    }

    private static double? HeldAfterDeaths(Form form, Effort effort)
    {
        var (signal, connect) = OurConnects.EmptySignal(form);
        connect(new Receiver(0));
        // Objects that the runtime and the signal create once are no cost of a receiver.
        _ = Population.ConnectAndDrop(1000, connect, effort.Timeout);
        var before = Population.BytesHeld();
        var connected = Population.ConnectAndDrop(1_000_000, connect, effort.Timeout);
        var after = Population.BytesHeld();
        GC.KeepAlive((signal, connect));
        return connected ? Math.Max(0, Math.Round((after - before) / 1e6, 2)) : null;
    }
}
