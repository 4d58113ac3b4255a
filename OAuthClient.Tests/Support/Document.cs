using System.Text.RegularExpressions;

namespace OAuthClient.Tests;

/// <summary>A fenced block of a document.</summary>
/// <param name="File">The document, from the root.</param>
/// <param name="Number">Which block of the document, from 1, whatever its language.</param>
/// <param name="Heading">The heading that it stands under.</param>
/// <param name="Line">The line of the document on which its text begins.</param>
/// <param name="Language">What the fence says.</param>
/// <param name="Text">The text.</param>
public sealed record DocumentBlock(string File, int Number, string Heading, int Line, string Language, string Text);

/// <summary>What the tests need to know of a Markdown file: its fenced blocks, and the links outside of them.</summary>
internal static partial class Document
{
    private const string Fence = "```";

    public static IReadOnlyList<DocumentBlock> Blocks(string file)
    {
        var blocks = new List<DocumentBlock>();
        var (heading, begun, language) = ("", -1, "");
        var lines = File.ReadAllLines(Repository.PathOf(file));
        for (var at = 0; at < lines.Length; at++)
        {
            if (!lines[at].StartsWith(Fence, StringComparison.Ordinal))
                heading = begun < 0 && lines[at].StartsWith('#') ? lines[at].TrimStart('#', ' ') : heading;
            else if (begun < 0)
                (begun, language) = (at + 1, lines[at][Fence.Length..].Trim());
            else
            {
                blocks.Add(new(
                    file, blocks.Count + 1, heading, begun + 1, language, string.Join('\n', lines[begun..at])));
                begun = -1;
            }
        }
        return begun < 0 ? blocks : throw new FormatException($"{file}:{begun}: the block is never closed.");
    }

    /// <summary>The links to files, without their fragments, and the line each stands on.</summary>
    public static IEnumerable<(int Line, string Target)> Links(string file)
    {
        var blocks = Blocks(file);
        return
            from line in File.ReadAllLines(Repository.PathOf(file)).Index()
            where !blocks.Any(block => line.Index + 1 >= block.Line
                && line.Index + 1 < block.Line + block.Text.Split('\n').Length)
            from link in Link().Matches(line.Item)
            let target = link.Groups[1].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)
            select (line.Index + 1, target);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
