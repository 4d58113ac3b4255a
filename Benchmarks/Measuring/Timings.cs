namespace Benchmarks.Measuring;

/// <summary>The result: nanoseconds for one operation, by contender, one value for each round.</summary>
internal sealed class Timings(IReadOnlyDictionary<string, List<double>> nanoseconds)
{
    public double Median(string name) => Stats.Median(nanoseconds[name]);

    /// <summary>The median of the ratios of each round.</summary>
    public double Ratio(string name, string against) =>
        Stats.Median(nanoseconds[name].Zip(nanoseconds[against], (one, other) => one / other));

    /// <summary>The median of the differences of each round.</summary>
    public double Difference(string name, string against) =>
        Stats.Median(nanoseconds[name].Zip(nanoseconds[against], (one, other) => one - other));
}
