using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// The memory that stays held after connections were made and disposed during a send that still runs.
/// </summary>
internal static class BusyFigures
{
    private const int Many = 200_000;

    public static IEnumerable<Figure> Pending(Effort effort, Random random) =>
        Held("held after 200,000 disposes/pending send", OurBusySignal.WhilePending);

    public static IEnumerable<Figure> Inside(Effort effort, Random random) =>
        Held("held after 200,000 disposes/inside a receiver", OurBusySignal.InsideReceiver);

    private static IEnumerable<Figure> Held(string group, Action<Form, int, Action<Action>> run)
    {
        yield return Figure.AtMost($"{group}, lambdas", 1, Megabytes(run, Form.Lambda), "MB");
        yield return Figure.AtMost($"{group}, method groups", 1, Megabytes(run, Form.MethodGroup), "MB");
        yield return Figure.AtMost($"{group}, open", 1, Megabytes(run, Form.Open), "MB");
    }

    private static double Megabytes(Action<Form, int, Action<Action>> run, Form form)
    {
        var held = 0L;
        run(form, Many, connectAndDispose =>
        {
            var before = Population.BytesHeld();
            connectAndDispose();
            held = Population.BytesHeld() - before;
        });
        return Math.Max(0, Math.Round(held / 1e6, 2));
    }
}
