using System.Text.Json;
using Benchmarks.Contenders;
using Benchmarks.Figures;
using Benchmarks.Measuring;

namespace Benchmarks.Ratios;

/// <summary>Measures every figure once, groups in an order of its own, and writes each as a line of JSON.</summary>
internal static class MeasuringProcess
{
    public const int WrongContenderExitCode = 3;

    public static int Run(Options options)
    {
        var random = new Random(options.Seed);
        FigureGroup[] groups = [.. AllFigures.Groups.Where(group => group.Matches(options.Filter))];
        random.Shuffle(groups);
        try
        {
            foreach (var group in groups)
                Report(group, options, random);
            return 0;
        }
        catch (WrongContenderException wrong)
        {
            Console.Error.WriteLine($"wrong: {wrong.Message}");
            return WrongContenderExitCode;
        }
    }

    private static void Report(FigureGroup group, Options options, Random random)
    {
        foreach (var figure in group.Measure(options.Quick ? Effort.Quick : Effort.Full, random))
        {
            if (group.Matches(options.Filter, figure))
                Console.WriteLine(JsonSerializer.Serialize(figure));
        }
    }
}
