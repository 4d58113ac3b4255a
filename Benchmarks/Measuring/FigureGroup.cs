namespace Benchmarks.Measuring;

/// <summary>Figures that are measured together. The name of a figure begins with the name of its group.</summary>
/// <param name="Area">The part of the project that the figures measure.</param>
/// <param name="Name">The common beginning of the figures' names.</param>
/// <param name="Measure">Measures all of them.</param>
internal sealed record FigureGroup(string Area, string Name, Func<Effort, Random, IEnumerable<Figure>> Measure)
{
    /// <summary>Whether the filter selects a figure of this group.</summary>
    public bool Matches(string filter) =>
        IsArea(filter)
        || Name.Contains(filter, StringComparison.OrdinalIgnoreCase)
        || filter.StartsWith(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the filter selects this figure of the group.</summary>
    public bool Matches(string filter, Figure figure) =>
        IsArea(filter) || figure.Name.Contains(filter, StringComparison.OrdinalIgnoreCase);

    public bool Contains(string figure) =>
        figure.StartsWith(Name, StringComparison.Ordinal) && figure.AsSpan(Name.Length) is [' ' or ',', ..];

    private bool IsArea(string filter) => Area.Equals(filter, StringComparison.OrdinalIgnoreCase);
}
