using System.Text.RegularExpressions;

namespace OAuthClient.Tests;

/// <summary>
/// Checks the Markdown documents: examples compile without a warning, links lead to files, and the list of RFCs names
/// existing files and tests.
/// </summary>
public partial class DocsTests
{
    private static readonly string[] ReadmeCommands = ["dotnet run --project OAuthHarness", "./test.sh"];

    // RecipeTests build these as projects of several files.
    private const string Recipes = "docs/recipes/";

    private static readonly string[] Languages = ["csharp", "razor", "sh", "text", "json", "python"];

    private static IEnumerable<TestCaseData> Examples() =>
        from file in Repository.Documents()
        where !file.StartsWith(Recipes, StringComparison.Ordinal)
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
        var block = new DocumentBlock(
            "docs/x.md",
            10,
            "csharp",
            "int one = 1;\nint two = one + missing;\nstring none = null;\nConsole.WriteLine(two + none);");
        Assert.That(DocumentCompiler.GetWarnings(block).Select(complaint => complaint.Split(": ")[..2]),
            Is.EquivalentTo(new[] { new[] { "docs/x.md:11", "CS0103" }, ["docs/x.md:12", "CS8600"] }));
    }

    [TestCaseSource(nameof(Documents))]
    public void Every_code_block_names_its_language(string file)
    {
        var others =
            from block in Document.Blocks(file)
            where !Languages.Contains(block.Language)
            select $"{file}:{block.Line - 1}: {block.Language}";
        Assert.That(others, Is.Empty, $"the languages are {string.Join(", ", Languages)}; only csharp and razor are compiled");
    }

    [TestCaseSource(nameof(Documents))]
    public void Every_link_leads_to_a_file(string file)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(file))!;
        var dead =
            from link in Document.Links(file)
            where !Path.Exists(Path.Combine(folder, link.Target))
            select $"{file}:{link.Line}: {link.Target}";
        Assert.That(dead, Is.Empty);
    }

    [Test]
    public void The_README_has_two_commands_and_no_others()
    {
        var commands =
            from block in Document.Blocks("README.md")
            where block.Language == "sh"
            from command in block.Text.Split('\n')
            select command;
        Assert.That(commands, Is.EqualTo(ReadmeCommands));
    }

    [Test]
    public void Every_file_in_the_list_of_RFCs_exists_and_cites_its_section()
    {
        var wrong =
            from row in RfcRows()
            where !File.Exists(Repository.PathOf(row.File)) || !Cites(Repository.Read(row.File), row.Rfc, row.Section)
            select $"{row.File}: RFC {row.Rfc} section {row.Section}";
        Assert.That(RfcRows(), Is.Not.Empty);
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Every_test_in_the_list_of_RFCs_exists()
    {
        var named =
            from line in File.ReadLines(Repository.PathOf("docs/rfcs.md"))
            let row = Row().Match(line)
            where row.Success
            from name in row.Groups[4].Value.Split(", ")
            select $"OAuthClient.Tests/{name.Trim('`')}.cs";
        Assert.That(named, Is.Not.Empty);
        Assert.That(named.Where(file => !File.Exists(Repository.PathOf(file))), Is.Empty);
    }

    [Test]
    public void Every_section_that_a_comment_of_the_client_cites_is_in_the_list_of_RFCs()
    {
        var listed = RfcRows().Select(row => (row.Rfc, row.Section)).ToHashSet();
        var missing =
            from file in Repository.Files("OAuthClient", "*.cs")
            from line in File.ReadLines(Repository.PathOf(file))
            from cited in Citation().Matches(line)
            where !listed.Contains((cited.Groups[1].Value, cited.Groups[2].Value))
            select $"{Path.GetFileName(file)}: RFC {cited.Groups[1].Value} section {cited.Groups[2].Value}";
        Assert.That(missing, Is.Empty, "docs/rfcs.md needs a row for each");
    }

    private static bool Cites(string source, string rfc, string section) =>
        source.Contains($"RFC {rfc}", StringComparison.Ordinal) && Regex.IsMatch(source, $@"\b{Regex.Escape(section)}\b");

    private static IEnumerable<(string Rfc, string Section, string File)> RfcRows() =>
        from line in File.ReadLines(Repository.PathOf("docs/rfcs.md"))
        let row = Row().Match(line)
        where row.Success
        from file in row.Groups[3].Value.Split(", ").Select(name => name.Trim('`'))
        select (row.Groups[1].Value, row.Groups[2].Value, file);

    [GeneratedRegex(@"^\| (\d{4})(?: section ([\d.]+))? \| [^|]*\| ([^|]+?) \| ([^|]+?) \|$")]
    private static partial Regex Row();

    // A plain comment that cites an RFC section claims that the code below the comment obeys the section. A citation in
    // an XML doc comment claims nothing.
    [GeneratedRegex(@"(?<!/)// .*?RFC (\d{4}) section (\d+(?:\.\d+)*)")]
    private static partial Regex Citation();
}
