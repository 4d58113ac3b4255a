using System.Text.RegularExpressions;

namespace OAuthClient.Tests.Recipes;

/// <summary>
/// A page of docs/recipes: the commands that make the project, and the files that its reader writes. A line with the
/// name of the file stands above each.
/// </summary>
internal sealed partial class RecipePage
{
    private readonly string[] _lines;
    private readonly IReadOnlyList<DocumentBlock> _blocks;

    private RecipePage(string file)
    {
        _lines = File.ReadAllLines(Repository.PathOf(file));
        _blocks = Document.Blocks(file);
        Name = Path.GetFileNameWithoutExtension(file);
    }

    /// <summary>The name of the page, without its extension.</summary>
    public string Name { get; }

    /// <summary>The lines of the first block for the shell.</summary>
    public IReadOnlyList<string> Commands => _blocks.First(block => block.Language == "sh").Text.Split('\n');

    /// <summary>The files of the project: the code blocks, by the names above them.</summary>
    public IEnumerable<(string File, string Text)> Files =>
        from block in _blocks
        where block.Language is "csharp" or "razor"
        select (NameAbove(block), block.Text);

    public static IEnumerable<RecipePage> All() =>
        from file in Repository.Files("docs/recipes", "*.md")
        where !file.EndsWith("README.md", StringComparison.Ordinal)
        select new RecipePage(file);

    // The fence is the line above the block, and an empty line stands above the fence.
    private string NameAbove(DocumentBlock block) =>
        FileName().Match(_lines[block.Line - 4]) is { Success: true } name
            ? name.Groups[1].Value
            : throw new FormatException($"{block.File}:{block.Line}: no name of a file stands above this block.");

    [GeneratedRegex("^`([\\w./]+)`:$")]
    private static partial Regex FileName();
}
