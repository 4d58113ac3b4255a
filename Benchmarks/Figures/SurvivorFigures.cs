using Benchmarks.Contenders;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>What the dead cost those who live: nobody calls a clean-up.</summary>
internal static class SurvivorFigures
{
    public static IEnumerable<Figure> Survivor(Effort effort, Random random)
    {
        const string Fresh = "fresh";
        var (survivor, connect) = Ours.TellSurvivor();
        var died = Population.ConnectAndDrop(100_000, connect, effort.Patience);
        GC.Collect();
        var fresh = Ours.Tell(1) with { Name = Fresh };
        var name = $"survivor of 100,000 vs {Fresh}";
        yield return Figure.AtMost(name, 1.05, died ? Race.Run(effort, random, survivor, fresh).Ratio(Contender.Ours, Fresh) : null);
    }
}
