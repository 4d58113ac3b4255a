using System.Reflection;
using System.Text.RegularExpressions;

namespace OAuthClient.Tests.Threats;

/// <summary>Each row of the list of threats has tests of its name, and docs/security.md says which.</summary>
public partial class ThreatListTests
{
    private const string Document = "docs/security.md";
    private const string Begin = "| Row | What is tested | Where |";

    // The rows about a login, OAuth 2 requests and OAuth 1 that are answered here; the others are about what is not here yet.
    private static readonly string[] Rows = [.. Enumerable.Range(1, 38).Append(41).Append(43).Concat(Enumerable.Range(71, 12)).Select(number => $"T{number:00}")];

    private static IEnumerable<(string Row, string Test, string File)> Tests =>
        from type in typeof(ThreatListTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let name = Name().Match(method.Name)
        where name.Success && method.GetCustomAttributes().Any(attribute => attribute is TestAttribute or TestCaseAttribute or TestCaseSourceAttribute)
        orderby name.Groups[1].Value, method.DeclaringType!.Name, method.MetadataToken
        select (name.Groups[1].Value, name.Groups[2].Value.Replace('_', ' '), $"{type.Namespace!["OAuthClient.Tests".Length..].TrimStart('.').Replace('.', '/')}/{type.Name}".TrimStart('/'));

    [Test]
    public void Every_row_has_a_test_of_its_name() => Assert.That(Rows.Except(Tests.Select(test => test.Row)), Is.Empty);

    [Test]
    public void Every_test_of_a_row_names_a_row_that_there_is() => Assert.That(Tests.Select(test => test.Row).Distinct().Except(Rows), Is.Empty);

    [Test]
    public void The_document_says_which_test_proves_which_row()
    {
        var table = string.Join('\n', Tests.Select(test => $"| {test.Row} | {test.Test} | `{test.File}` |").Prepend("|---|---|---|").Prepend(Begin));
        var text = Repository.Read(Document);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", begin, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("WRITE_THREATS") == "1")
            File.WriteAllText(Repository.PathOf(Document), text[..begin] + table + text[end..]);
        Assert.That(text[begin..end], Is.EqualTo(table), "if the new tests are right: WRITE_THREATS=1 dotnet test OAuthClient.Tests -c Release --filter ThreatListTests");
    }

    [GeneratedRegex("^(T[0-9]{2})_(.+)$")]
    private static partial Regex Name();
}
