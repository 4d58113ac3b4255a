using Benchmarks.Contenders.Web;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The time that three schemes of presets add to the start of a web application.</summary>
internal static class WebStartFigures
{
    public static IEnumerable<Figure> Starts(Effort effort, Random random)
    {
        var times = new Dictionary<string, List<double>> { [WebStart.Without] = [], [WebStart.ThreeSchemes] = [] };
        string[] names = [.. times.Keys];
        // The first processes read the program from the disk.
        foreach (var name in names)
            WebStart.Measure(name);
        for (var round = 0; round < effort.Rounds; round++)
        {
            random.Shuffle(names);
            foreach (var name in names)
                times[name].Add(WebStart.Measure(name));
        }
        var differences = times[WebStart.ThreeSchemes].Zip(times[WebStart.Without], (with, without) => with - without);
        yield return Figure.AtMost("web/start, three schemes take more", 15, Stats.Median(differences), "ms");
        foreach (var name in times.Keys)
            yield return Figure.ForComparison($"web/start, {name}, takes", Stats.Median(times[name]), "ms");
    }
}
