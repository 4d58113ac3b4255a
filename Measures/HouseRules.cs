namespace Measures;

/// <summary>The rules for lines and comments, which every file of the repository keeps.</summary>
public static class HouseRules
{
    /// <summary>Finds the places of a file that break a rule.</summary>
    /// <returns>For each its file, line and rule, such as <c>Signals/Signal.cs:12: over 120 columns</c>.</returns>
    public static IEnumerable<string> Check(SourceFile file) =>
        from finding in Findings(file)
        orderby finding.Line
        select $"{file.Path}:{finding.Line}: {finding.Rule}";

    private static IEnumerable<(int Line, string Rule)> Findings(SourceFile file)
    {
        foreach (var line in LongLineRule.In(file))
            yield return (line, $"over {LongLineRule.Limit} columns");
        foreach (var (line, targets) in SyntaxRules.TupleAssignments(file))
            yield return (line, $"assigns {targets} variables at once");
        foreach (var line in SyntaxRules.ConditionalChains(file))
            yield return (line, "two conditional expressions in one line");
        foreach (var line in SyntaxRules.LongParameterLists(file))
            yield return (line, $"more than {SyntaxRules.MostParameters} parameters");
        foreach (var line in SyntaxRules.DeepNestings(file))
            yield return (line, $"control statements nested more than {SyntaxRules.DeepestNesting} deep");
        foreach (var comment in PronounSubjects.In(file))
            yield return (comment.Line, $"a pronoun is the subject: {comment.Text}");
    }
}
