using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>All figures.</summary>
internal static class AllFigures
{
    public static IReadOnlyList<FigureGroup> Groups { get; } = [.. SignalGroups.All, .. ClientGroups.All];

    public static IEnumerable<string> Areas => Groups.Select(group => group.Area).Distinct();

    /// <summary>
    /// The group of a figure: the longest matching name, because the name of a group may begin with another's.
    /// </summary>
    public static FigureGroup GroupOf(Figure figure) =>
        Groups.Where(group => group.Contains(figure.Name)).MaxBy(group => group.Name.Length)
        ?? throw new InvalidOperationException($"No group's name begins the name of the figure \"{figure.Name}\".");
}
