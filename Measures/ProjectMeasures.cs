namespace Measures;

/// <summary>The measures of a project.</summary>
public sealed class ProjectMeasures(string name, IEnumerable<SourceFile> files)
{
    private readonly SourceFile[] _files = [.. files];

    public string Name => name;

    public int Files => _files.Length;

    public int Lines => _files.Sum(file => file.Lines.Count);

    public int MedianFile => Percentile(_files.Select(file => file.Lines.Count), 50);

    public int LargestFile => _files.Max(file => file.Lines.Count);

    /// <summary>The column that 95 of 100 lines, blank ones left out, do not go beyond.</summary>
    public int ColumnsP95 => Percentile(AllLines.Where(line => line.Length > 0).Select(line => line.Length), 95);

    public int NotExempt => _files.Sum(file => LongLineRule.In(file).Count());

    public int TupleAssignments => _files.Sum(file => SyntaxRules.TupleAssignments(file).Count());

    public int ConditionalChains => _files.Sum(file => SyntaxRules.ConditionalChains(file).Count());

    public int LongParameterLists => _files.Sum(file => SyntaxRules.LongParameterLists(file).Count());

    public int DeepestNesting => _files.SelectMany(SyntaxRules.Nestings).DefaultIfEmpty(0).Max();

    public int PronounSubjectCount => _files.Sum(file => PronounSubjects.In(file).Count());

    /// <summary>The places that break a rule.</summary>
    public IEnumerable<string> Findings => _files.SelectMany(HouseRules.Check);

    private IEnumerable<string> AllLines => _files.SelectMany(file => file.Lines);

    public double ShareOver(int columns) => 100.0 * AllLines.Count(line => line.Length > columns) / Lines;

    private static int Percentile(IEnumerable<int> values, int percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
    }
}
