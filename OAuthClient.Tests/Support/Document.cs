using System.Text.RegularExpressions;

namespace OAuthClient.Tests;

/// <summary>A fenced code block of a Markdown document.</summary>
/// <param name="File">The path of the document, relative to the root of the repository.</param>
/// <param name="Line">The line number in the document of the first line between the fences.</param>
/// <param name="Language">The language that the opening fence names.</param>
/// <param name="Text">The lines between the fences.</param>
public sealed record DocumentBlock(string File, int Line, string Language, string Text)
{
    /// <summary>
    /// The number of the code block in its document, counted from 1 over the blocks of all languages.
    /// </summary>
    public int Number { get; init; } = 1;

    /// <summary>The last heading of the document before the code block.</summary>
    public string Heading { get; init; } = "";
}

/// <summary>Reads the fenced code blocks of a Markdown file, and the links outside the code blocks.</summary>
internal static partial class Document
{
    private const string Fence = "```";

    public static IReadOnlyList<DocumentBlock> Blocks(string file)
    {
        var blocks = new List<DocumentBlock>();
        var heading = "";
        var begun = -1;
        var language = "";
        var lines = File.ReadAllLines(Repository.PathOf(file));
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (!line.StartsWith(Fence, StringComparison.Ordinal))
            {
                heading = begun < 0 && line.StartsWith('#') ? line.TrimStart('#', ' ') : heading;
            }
            else if (begun < 0)
            {
                begun = at + 1;
                language = line[Fence.Length..].Trim();
            }
            else
            {
                var text = string.Join('\n', lines[begun..at]);
                blocks.Add(new(file, begun + 1, language, text) { Number = blocks.Count + 1, Heading = heading });
                begun = -1;
            }
        }
        return begun < 0 ? blocks : throw new FormatException($"{file}:{begun}: the block is never closed.");
    }

    /// <summary>
    /// Returns the links to files, each with its line number and without the fragment after <c>#</c>.
    /// </summary>
    public static IEnumerable<(int Line, string Target)> Links(string file)
    {
        var blocks = Blocks(file);
        return
            from line in File.ReadAllLines(Repository.PathOf(file)).Index()
            where !blocks.Any(block => Contains(block, line.Index + 1))
            from link in Link().Matches(line.Item)
            let target = link.Groups[1].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)
            select (line.Index + 1, target);
    }

    private static bool Contains(DocumentBlock block, int line) =>
        line >= block.Line && line < block.Line + block.Text.Split('\n').Length;

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
