using System.Globalization;

namespace Benchmarks.Measuring;

internal enum Goal
{
    None,
    AtMost,
    AtLeast,
}

/// <summary>One line of the report, as one process measured it.</summary>
/// <param name="Name">What was measured, and against what.</param>
/// <param name="Value">What came out; null when it was given up.</param>
/// <param name="Unit">Empty for a ratio.</param>
/// <param name="Goal">Which way the bound goes.</param>
/// <param name="Bound">The goal.</param>
internal sealed record Figure(string Name, double? Value, string Unit, Goal Goal, double Bound)
{
    public static Figure AtMost(string name, double bound, double? value, string unit = "") =>
        new(name, value, unit, Goal.AtMost, bound);

    public static Figure AtLeast(string name, double bound, double? value, string unit = "") =>
        new(name, value, unit, Goal.AtLeast, bound);

    /// <summary>No goal: for comparison.</summary>
    public static Figure ForComparison(string name, double? value, string unit = "") => new(name, value, unit, Goal.None, 0);

    public string GoalText => Goal switch
    {
        Goal.AtMost => $"≤ {Text(Bound)}",
        Goal.AtLeast => $"≥ {Text(Bound)}",
        _ => "",
    };

    // Held to as many digits as the goals have: what prints as the goal, holds.
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
        { } some when Math.Abs(some) is >= 1000 => some.ToString("N0", CultureInfo.InvariantCulture),
        { } some when Math.Abs(some) is >= 100 => some.ToString("0", CultureInfo.InvariantCulture),
        { } some when Math.Abs(some) is > 0 and < 0.01 => some.ToString("0.#####", CultureInfo.InvariantCulture),
        { } some => some.ToString("0.##", CultureInfo.InvariantCulture),
    };

    private static double Rounded(double value) => Math.Abs(value) < 0.01 ? Math.Round(value, 5) : Math.Round(value, 2);
}

/// <summary>Figures that are measured together. Each one's name begins with the name of its group.</summary>
/// <param name="Area">The part of the project that the figures tell about.</param>
/// <param name="Name">What its figures' names begin with.</param>
/// <param name="Measure">Measures all of them.</param>
internal sealed record FigureGroup(string Area, string Name, Func<Effort, Random, IEnumerable<Figure>> Measure)
{
    /// <summary>Whether anything of this group was asked for.</summary>
    public bool Matches(string filter) =>
        IsArea(filter)
        || Name.Contains(filter, StringComparison.OrdinalIgnoreCase)
        || filter.StartsWith(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this figure of the group was asked for.</summary>
    public bool Matches(string filter, Figure figure) =>
        IsArea(filter) || figure.Name.Contains(filter, StringComparison.OrdinalIgnoreCase);

    public bool Contains(string figure) =>
        figure.StartsWith(Name, StringComparison.Ordinal) && figure.AsSpan(Name.Length) is [' ' or ',', ..];

    private bool IsArea(string filter) => Area.Equals(filter, StringComparison.OrdinalIgnoreCase);
}
