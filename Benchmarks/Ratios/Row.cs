using Benchmarks.Figures;
using Benchmarks.Measuring;

namespace Benchmarks.Ratios;

/// <summary>A figure of all processes: the median, and the least and the most.</summary>
internal sealed record Row(Figure Figure, string Spread)
{
    public string Area => AllFigures.GroupOf(Figure).Area;

    public string Value =>
        Figure.Value is null ? Figure.Text(null) : $"{Figure.Text(Figure.Value)} {Figure.Unit}".TrimEnd();
}
