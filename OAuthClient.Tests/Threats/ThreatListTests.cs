using System.Reflection;
using System.Text.RegularExpressions;

namespace OAuthClient.Tests.Threats;

/// <summary>
/// Each threat has tests whose names begin with the threat's id, and docs/security.md lists these tests.
/// </summary>
public partial class ThreatListTests
{
    private const string RegenerateCommand =
        "WRITE_THREATS=1 dotnet test OAuthClient.Tests -c Release --filter ThreatListTests";

    private const string DocumentPath = "docs/security.md";
    private const string TableHeader = "| Row | What is tested | Where |";

    // The threats to logins, OAuth 2 requests, tokens and OAuth 1. The remaining ids belong to features that the
    // library does not have yet.
    private static readonly string[] ThreatIds =
    [
        .. Enumerable.Range(1, 38).Concat(Enumerable.Range(41, 13)).Concat(Enumerable.Range(71, 12))
            .Select(number => $"T{number:00}"),
    ];

    private static IEnumerable<(string Row, string Test, string File)> Tests =>
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
    public void Every_threat_has_a_test_named_for_it() =>
        Assert.That(ThreatIds.Except(Tests.Select(test => test.Row)), Is.Empty);

    [Test]
    public void Every_threat_id_in_a_test_name_is_known() =>
        Assert.That(Tests.Select(test => test.Row).Distinct().Except(ThreatIds), Is.Empty);

    [Test]
    public void The_security_document_lists_the_tests_of_each_threat()
    {
        var table = string.Join(
            '\n',
            Tests.Select(test => $"| {test.Row} | {test.Test} | `{test.File}` |")
                .Prepend("|---|---|---|").Prepend(TableHeader));
        var text = Repository.Read(DocumentPath);
        var begin = text.IndexOf(TableHeader, StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", begin, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("WRITE_THREATS") == "1")
            File.WriteAllText(Repository.PathOf(DocumentPath), text[..begin] + table + text[end..]);
        Assert.That(
            text[begin..end],
            Is.EqualTo(table),
            $"if the new tests are right: {RegenerateCommand}");
    }

    [GeneratedRegex("^(T[0-9]{2})_(.+)$")]
    private static partial Regex ThreatTestName();
}
