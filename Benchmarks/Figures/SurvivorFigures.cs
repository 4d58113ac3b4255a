using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The cost that dead receivers leave for a living receiver, without a clean-up call.</summary>
internal static class SurvivorFigures
{
    public static IEnumerable<Figure> Survivor(Effort effort, Random random)
    {
        const string Fresh = "fresh";
        var (survivor, connect) = OurConnects.Survivor();
        var died = Population.ConnectAndDrop(100_000, connect, effort.Timeout);
        GC.Collect();
        var fresh = OurSends.Send(Form.MethodGroup, 1, Fresh);
        double? ratio = died ? Measurement.Time(effort, random, survivor, fresh).Ratio(survivor.Name, Fresh) : null;
        yield return Figure.AtMost($"survivor of 100,000 vs {Fresh}", 1.05, ratio);
    }
}
