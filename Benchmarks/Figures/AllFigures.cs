using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>Everything that is measured.</summary>
internal static class AllFigures
{
    public static IReadOnlyList<FigureGroup> Groups { get; } = [.. SignalGroups.All, .. ClientGroups.All];

    public static IEnumerable<string> Areas => Groups.Select(group => group.Area).Distinct();

    /// <summary>The group of a figure, by the longest name: one group's name may begin with another's.</summary>
    public static FigureGroup GroupOf(Figure figure) =>
        Groups.Where(group => group.Contains(figure.Name)).MaxBy(group => group.Name.Length)
        ?? throw new InvalidOperationException($"No group's name begins the name of the figure \"{figure.Name}\".");
}
