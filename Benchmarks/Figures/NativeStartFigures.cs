using Benchmarks.Contenders.Native;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The size of the harness as one native file, and its start beside that of an empty native program.</summary>
internal static class NativeStartFigures
{
    public static IEnumerable<Figure> Starts(Effort effort, Random random)
    {
        var programs = NativePrograms.Publish();
        var times = new Dictionary<string, List<double>> { [NativePrograms.Empty] = [], [NativePrograms.Harness] = [] };
        string[] names = [.. times.Keys];
        // The first processes read the program from the disk.
        foreach (var name in names)
            programs.Measure(name);
        for (var round = 0; round < effort.Rounds; round++)
        {
            random.Shuffle(names);
            foreach (var name in names)
                times[name].Add(programs.Measure(name));
        }
        var differences = times[NativePrograms.Harness].Zip(times[NativePrograms.Empty], (one, other) => one - other);
        yield return Figure.AtMost("native/start, the harness takes more", 30, Stats.Median(differences), "ms");
        yield return Figure.AtMost("native/size of the harness", 20, programs.Size(NativePrograms.Harness), "MB");
        foreach (var name in times.Keys)
            yield return Figure.ForComparison($"native/start, {name}, takes", Stats.Median(times[name]), "ms");
    }
}
