using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The number of dropped weak receivers that are alive while sends never stop.</summary>
internal static class AliveFigures
{
    public static IEnumerable<Figure> Ours(string group, EndlessSends sends, Effort effort)
    {
        var (most, last) = Count(sends, effort);
        yield return Figure.AtMost($"{group}, most of 3,000 dropped", 10, most);
        yield return Figure.AtMost($"{group}, in the end", 0, last);
    }

    public static IEnumerable<Figure> Messenger(Effort effort)
    {
        var sends = OurEndlessSends.Messenger();
        var (most, last) = Count(sends, effort);
        yield return Figure.ForComparison($"alive/{sends.Name}, most of 3,000 dropped", most);
        yield return Figure.ForComparison($"alive/{sends.Name}, in the end", last);
    }

    private static (int Most, int Last) Count(EndlessSends sends, Effort effort)
    {
        var counting = sends.DuringAsync(() => DroppedReceivers.CountAsync(sends.Connect, effort.Collections));
        return counting.GetAwaiter().GetResult();
    }
}
