using System.Globalization;

namespace Benchmarks.Measuring;

/// <summary>One line of the report, as one process measured it.</summary>
/// <param name="Name">The name: the measurement and its baseline.</param>
/// <param name="Value">The result; null when the measurement timed out.</param>
/// <param name="Unit">Empty for a ratio.</param>
/// <param name="Goal">The direction of the bound.</param>
/// <param name="Bound">The bound.</param>
internal sealed record Figure(string Name, double? Value, string Unit, Goal Goal, double Bound)
{
    public static Figure AtMost(string name, double bound, double? value, string unit = "") =>
        new(name, value, unit, Goal.AtMost, bound);

    public static Figure AtLeast(string name, double bound, double? value, string unit = "") =>
        new(name, value, unit, Goal.AtLeast, bound);

    /// <summary>A figure without a goal.</summary>
    public static Figure ForComparison(string name, double? value, string unit = "") =>
        new(name, value, unit, Goal.None, 0);

    public string GoalText => Goal switch
    {
        Goal.AtMost => $"≤ {Text(Bound)}",
        Goal.AtLeast => $"≥ {Text(Bound)}",
        _ => "",
    };

    // Compared with the digits that are printed: a figure that prints as its goal holds.
    public string Verdict => (Goal, Value) switch
    {
        (Goal.None, _) => "",
        (_, null) => "falls short",
        (Goal.AtMost, { } value) => Rounded(value) <= Bound ? "holds" : "falls short",
        (_, { } value) => Rounded(value) >= Bound ? "holds" : "falls short",
    };

    public static string Text(double? value) => value switch
    {
        null => "gave up",
        { } number when Math.Abs(number) is >= 1000 => number.ToString("N0", CultureInfo.InvariantCulture),
        { } number when Math.Abs(number) is >= 100 => number.ToString("0", CultureInfo.InvariantCulture),
        { } number when Math.Abs(number) is > 0 and < 0.01 => number.ToString("0.#####", CultureInfo.InvariantCulture),
        { } number => number.ToString("0.##", CultureInfo.InvariantCulture),
    };

    private static double Rounded(double value) => Math.Abs(value) < 0.01 ? Math.Round(value, 5) : Math.Round(value, 2);
}
