using System.Reflection;
using System.Text.RegularExpressions;

namespace OAuthClient.Tests.Threats;

/// <summary>
/// Each threat has tests whose names begin with the threat's id, or waits for a feature. docs/threats.md lists both.
/// </summary>
public partial class ThreatListTests
{
    private const string RegenerateCommand =
        "WRITE_THREATS=1 dotnet test OAuthClient.Tests -c Release --filter ThreatListTests";

    private const string DocumentPath = "docs/threats.md";

    private const string Introduction =
        """
        # The threats, and the tests that answer them

        Our list comes from RFC 9700, RFC 6819, RFC 9207, RFC 7636, RFC 5849 and the complaints about other clients. The name of each test begins
        with the id of its threat. A threat without tests says what it waits for. This page is written by a test, and held true by it.

        """;

    private static IEnumerable<(string Id, string Test, string File)> Tests =>
        from type in typeof(ThreatListTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let name = ThreatTestName().Match(method.Name)
        where name.Success && method.GetCustomAttributes().Any(
            attribute => attribute is TestAttribute or TestCaseAttribute or TestCaseSourceAttribute)
        orderby name.Groups[1].Value, method.DeclaringType!.Name, method.MetadataToken
        select (
            name.Groups[1].Value,
            name.Groups[2].Value.Replace('_', ' '),
            $"{type.Namespace!["OAuthClient.Tests".Length..].TrimStart('.').Replace('.', '/')}/{type.Name}"
                .TrimStart('/'));

    [Test]
    public void Every_threat_has_a_test_named_for_it_or_waits_for_a_feature() =>
        Assert.That(
            Threat.All.Where(threat => threat.WaitsFor is null).Select(threat => threat.Id),
            Is.EquivalentTo(Tests.Select(test => test.Id).Distinct()));

    [Test]
    public void The_threats_are_numbered_from_1_to_82() =>
        Assert.That(
            Threat.All.Select(threat => threat.Id),
            Is.EqualTo(Enumerable.Range(1, 82).Select(number => $"T{number:00}")));

    [Test]
    public void The_threats_page_lists_the_tests_of_each_threat()
    {
        var page = CreatePage();
        if (Environment.GetEnvironmentVariable("WRITE_THREATS") == "1")
            File.WriteAllText(Repository.PathOf(DocumentPath), page);
        Assert.That(
            Repository.Read(DocumentPath), Is.EqualTo(page), $"if the new tests are right: {RegenerateCommand}");
    }

    private static string CreatePage()
    {
        var tests = Tests.ToLookup(test => test.Id);
        var sections =
            from threat in Threat.All
            group threat by threat.Section into section
            let rows = section.Select(threat => CreateRow(threat, tests[threat.Id]))
            select $"\n## {section.Key}\n\n| Threat | What holds | Shown by |\n|---|---|---|\n{string.Concat(rows)}";
        return Introduction.ReplaceLineEndings("\n") + string.Concat(sections);
    }

    private static string CreateRow(Threat threat, IEnumerable<(string Id, string Test, string File)> tests)
    {
        var files = tests.Select(test => $"{test.Test} (`{test.File}`)");
        var shown = threat.WaitsFor is { } feature ? $"waits for {feature}" : string.Join("<br>", files);
        return $"| {threat.Id} | {threat.Statement} | {shown} |\n";
    }

    [GeneratedRegex("^(T[0-9]{2})_(.+)$")]
    private static partial Regex ThreatTestName();
}
