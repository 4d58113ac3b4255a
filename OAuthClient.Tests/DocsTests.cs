using System.Text.RegularExpressions;

namespace OAuthClient.Tests;

/// <summary>The documents say what is so: their examples compile, their links lead somewhere, and the files they name are there.</summary>
public partial class DocsTests
{
    private static readonly string[] CommandsOfTheReadme = ["dotnet run --project OAuthHarness", "./test.sh"];

    private static IEnumerable<TestCaseData> Examples() =>
        from file in Repository.Documents()
        from block in Document.Blocks(file)
        where block.Language == "csharp"
        select new TestCaseData(block).SetArgDisplayNames($"{file} block {block.Number}, {block.Heading}");

    private static IEnumerable<string> Documents() => Repository.Documents();

    [TestCaseSource(nameof(Examples))]
    public void An_example_compiles_without_a_warning(DocumentBlock block)
    {
        var complaints = DocumentCompiler.Complaints(block);
        Assert.That(complaints, Is.Empty, string.Join('\n', complaints));
    }

    [Test]
    public void An_example_that_does_not_compile_is_told_by_its_line_in_the_document()
    {
        var block = new DocumentBlock("docs/x.md", 1, "", 10, "csharp", "int one = 1;\nint two = one + missing;\nstring none = null;\nConsole.WriteLine(two + none);");
        Assert.That(DocumentCompiler.Complaints(block).Select(complaint => complaint.Split(": ")[..2]),
            Is.EquivalentTo(new[] { new[] { "docs/x.md:11", "CS0103" }, ["docs/x.md:12", "CS8600"] }));
    }

    [TestCaseSource(nameof(Documents))]
    public void Every_block_says_what_it_is(string file) =>
        Assert.That(
            Document.Blocks(file).Where(block => block.Language is not ("csharp" or "sh" or "text" or "json")).Select(block => $"{file}:{block.Line - 1}: {block.Language}"),
            Is.Empty, "the languages are csharp, sh, text and json; only csharp is compiled");

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
        Assert.That(commands, Is.EqualTo(CommandsOfTheReadme));
    }

    [Test]
    public void Every_file_that_the_list_of_RFCs_names_is_there_and_cites_that_RFC()
    {
        var rows =
            from line in File.ReadLines(Repository.PathOf("docs/rfcs.md"))
            let row = Row().Match(line)
            where row.Success
            from file in row.Groups[2].Value.Split(", ").Select(name => name.Trim('`'))
            select (Rfc: row.Groups[1].Value, File: file);
        var wrong = rows.Where(row => !File.Exists(Repository.PathOf(row.File)) || !File.ReadAllText(Repository.PathOf(row.File)).Contains($"RFC {row.Rfc}", StringComparison.Ordinal));
        Assert.That(rows, Is.Not.Empty);
        Assert.That(wrong, Is.Empty);
    }

    [GeneratedRegex(@"^\| (\d{4}) [^|]*\| [^|]*\| ([^|]+?) \|$")]
    private static partial Regex Row();
}
