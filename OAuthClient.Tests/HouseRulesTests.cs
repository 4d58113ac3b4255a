using Measures;

namespace OAuthClient.Tests;

/// <summary>Checks every source file against the rules for lines and comments in CONTRIBUTING.md.</summary>
public class HouseRulesTests
{
    private static readonly string Root = Repository.PathOf("");

    private static readonly string[] Libraries =
        [.. SourceTree.Projects(Root).Where(project => !project.EndsWith(".Tests", StringComparison.Ordinal))];

    private static IEnumerable<string> Projects => SourceTree.Projects(Root);

    private static IEnumerable<TestCaseData> Files() =>
        from project in Projects
        from file in SourceTree.Files(Root, project)
        select new TestCaseData(file).SetArgDisplayNames(file.Path);

    private static IEnumerable<TestCaseData> Violations()
    {
        yield return Row("int a = 1; // " + new string('x', 120), "over 120 columns");
        yield return Row("void M() { (a, b) = (1, 2); }", "assigns 2 variables at once");
        yield return Row("var a = b ? c ? 1 : 2 : 3;", "two conditional expressions in one line");
        yield return Row("void M(int a, int b, int c, int d, int e, int f) { }", "more than 5 parameters");
        yield return Row("class C { void M() { if (a) if (b) if (c) if (d) { } } }", "nested more than 3 deep");
        yield return Row("// Whoever waits may give up.", "a pronoun is the subject");
        yield return Row("// Store the token. What comes later is refused.", "a pronoun is the subject");
        yield return Row("/// <summary>It holds the token.</summary>\nclass C;", "a pronoun is the subject");
        yield return Row("/// <param name=\"key\">Whose.</param>\nvoid M(int key) { }", "a pronoun is the subject");
    }

    private static IEnumerable<TestCaseData> Exceptions()
    {
        yield return Allowed("a string literal", $"var a = \"{new string('x', 120)}\";");
        yield return Allowed("one reference", $"/// <inheritdoc cref=\"{new string('X', 120)}\"/>\nclass C;");
        yield return Allowed("a declaration that takes a tuple apart", "var (a, b) = F();");
        yield return Allowed("a numeral", "// One lease is held at a time.");
        yield return Allowed("a pronoun in the remarks, after the noun of the summary",
            "/// <summary>A lease.</summary>\n/// <remarks>It expires.</remarks>\nclass C;");
    }

    [TestCaseSource(nameof(Files))]
    public void A_file_keeps_the_house_rules(SourceFile file) => Assert.That(HouseRules.Check(file), Is.Empty);

    [TestCaseSource(nameof(Violations))]
    public void A_violation_is_found(string code, string rule) =>
        Assert.That(HouseRules.Check(new("C.cs", code)), Has.One.Contains(rule));

    [TestCaseSource(nameof(Exceptions))]
    public void An_exception_to_a_rule_is_allowed(string code) =>
        Assert.That(HouseRules.Check(new("C.cs", code)), Is.Empty);

    [TestCaseSource(nameof(Projects))]
    public void At_most_five_percent_of_the_lines_of_a_project_have_more_than_120_columns(string project) =>
        Assert.That(MeasureProject(project).ShareOver(LongLineRule.Limit), Is.LessThanOrEqualTo(5));

    [TestCaseSource(nameof(Projects))]
    public void A_file_has_at_most_350_lines(string project) =>
        Assert.That(MeasureProject(project).LargestFile, Is.LessThanOrEqualTo(350));

    [Test]
    public void The_median_file_outside_the_tests_has_at_most_50_lines() =>
        Assert.That(
            new ProjectMeasures("", Libraries.SelectMany(project => SourceTree.Files(Root, project))).MedianFile,
            Is.LessThanOrEqualTo(50));

    private static ProjectMeasures MeasureProject(string project) => new(project, SourceTree.Files(Root, project));

    private static TestCaseData Row(string code, string rule) =>
        new TestCaseData(code, rule).SetArgDisplayNames(rule, code.Length > 60 ? code[..60] : code);

    private static TestCaseData Allowed(string name, string code) => new TestCaseData(code).SetArgDisplayNames(name);
}
