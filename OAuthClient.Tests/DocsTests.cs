using System.Text.RegularExpressions;

namespace OAuthClient.Tests;

/// <summary>The documents say what is so: their examples compile, their links lead somewhere, and the files they name are there.</summary>
public partial class DocsTests
{
    private static readonly string[] ReadmeCommands = ["dotnet run --project OAuthHarness", "./test.sh"];

    private static IEnumerable<TestCaseData> Examples() =>
        from file in Repository.Documents()
        from block in Document.Blocks(file)
        where block.Language == "csharp"
        select new TestCaseData(block).SetArgDisplayNames($"{file} block {block.Number}, {block.Heading}");

    private static IEnumerable<string> Documents() => Repository.Documents();

    [TestCaseSource(nameof(Examples))]
    public void An_example_compiles_without_a_warning(DocumentBlock block)
    {
        var complaints = DocumentCompiler.GetWarnings(block);
        Assert.That(complaints, Is.Empty, string.Join('\n', complaints));
    }

    [Test]
    public void A_compiler_warning_is_reported_with_its_line_in_the_document()
    {
        var block = new DocumentBlock("docs/x.md", 1, "", 10, "csharp", "int one = 1;\nint two = one + missing;\nstring none = null;\nConsole.WriteLine(two + none);");
        Assert.That(DocumentCompiler.GetWarnings(block).Select(complaint => complaint.Split(": ")[..2]),
            Is.EquivalentTo(new[] { new[] { "docs/x.md:11", "CS0103" }, ["docs/x.md:12", "CS8600"] }));
    }

    [TestCaseSource(nameof(Documents))]
    public void Every_code_block_names_its_language(string file) =>
        Assert.That(
            Document.Blocks(file).Where(block => block.Language is not ("csharp" or "sh" or "text" or "json" or "python")).Select(block => $"{file}:{block.Line - 1}: {block.Language}"),
            Is.Empty, "the languages are csharp, sh, text, json and python; only csharp is compiled");

    [TestCaseSource(nameof(Documents))]
    public void Every_link_leads_to_a_file(string file)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(file))!;
        var dead = Document.Links(file).Where(link => !Path.Exists(Path.Combine(folder, link.Target))).Select(link => $"{file}:{link.Line}: {link.Target}");
        Assert.That(dead, Is.Empty);
    }

    [Test]
    public void The_README_has_two_commands_and_no_others()
    {
        var commands = Document.Blocks("README.md").Where(block => block.Language == "sh").SelectMany(block => block.Text.Split('\n'));
        Assert.That(commands, Is.EqualTo(ReadmeCommands));
    }

    [Test]
    public void Every_file_in_the_list_of_RFCs_exists_and_cites_its_section()
    {
        var wrong =
            from row in RfcRows()
            where !File.Exists(Repository.PathOf(row.File)) || File.ReadAllText(Repository.PathOf(row.File)) is var source
                && !(source.Contains($"RFC {row.Rfc}", StringComparison.Ordinal) && Regex.IsMatch(source, $@"\b{Regex.Escape(row.Section)}\b"))
            select $"{row.File}: RFC {row.Rfc} section {row.Section}";
        Assert.That(RfcRows(), Is.Not.Empty);
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Every_test_in_the_list_of_RFCs_exists()
    {
        var named = File.ReadLines(Repository.PathOf("docs/rfcs.md")).Select(line => Row().Match(line)).Where(row => row.Success)
            .SelectMany(row => row.Groups[4].Value.Split(", ")).Select(name => name.Trim('`')).Distinct().ToArray();
        Assert.That(named, Is.Not.Empty);
        Assert.That(named.Where(name => !File.Exists(Repository.PathOf($"OAuthClient.Tests/{name}.cs"))), Is.Empty);
    }

    [Test]
    public void Every_section_that_a_comment_of_the_client_cites_is_in_the_list_of_RFCs()
    {
        var listed = RfcRows().Select(row => (row.Rfc, row.Section)).ToHashSet();
        var missing =
            from file in Directory.EnumerateFiles(Repository.PathOf("OAuthClient"), "*.cs", SearchOption.AllDirectories)
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            from line in File.ReadLines(file)
            from cited in Citation().Matches(line)
            where !listed.Contains((cited.Groups[1].Value, cited.Groups[2].Value))
            select $"{Path.GetFileName(file)}: RFC {cited.Groups[1].Value} section {cited.Groups[2].Value}";
        Assert.That(missing, Is.Empty, "docs/rfcs.md needs a row for each");
    }

    private static IEnumerable<(string Rfc, string Section, string File)> RfcRows() =>
        from line in File.ReadLines(Repository.PathOf("docs/rfcs.md"))
        let row = Row().Match(line)
        where row.Success
        from file in row.Groups[3].Value.Split(", ").Select(name => name.Trim('`'))
        select (row.Groups[1].Value, row.Groups[2].Value, file);

    [GeneratedRegex(@"^\| (\d{4})(?: section ([\d.]+))? \| [^|]*\| ([^|]+?) \| ([^|]+?) \|$")]
    private static partial Regex Row();

    // A comment above the line that obeys; what a doc comment mentions is no claim.
    [GeneratedRegex(@"(?<!/)// .*?RFC (\d{4}) section (\d+(?:\.\d+)*)")]
    private static partial Regex Citation();
}
