using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Measures;

/// <summary>A comment, or one element of a documentation comment, as one text.</summary>
public sealed partial record Comment(string File, int Line, string Text, bool FollowsSummary = false)
{
    private static readonly string[] Elements = ["summary", "remarks", "value", "param", "typeparam", "returns", "exception"];

    public static IEnumerable<Comment> In(SourceFile file) => Plain(file).Concat(Documentation(file));

    // Lines of // that follow one another are one comment.
    private static IEnumerable<Comment> Plain(SourceFile file)
    {
        var lines =
            from trivia in file.Tree.GetRoot().DescendantTrivia()
            where trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)
            select (Line: file.LineOf(trivia.SpanStart), Text: trivia.ToString().TrimStart('/').Trim());
        List<(int First, int Last, string Text)> comments = [];
        foreach (var (line, text) in lines)
        {
            if (comments is [.., var last] && last.Last == line - 1)
                comments[^1] = (last.First, line, $"{last.Text} {text}");
            else
                comments.Add((line, line, text));
        }
        return comments.Select(comment => new Comment(file.Path, comment.First, comment.Text));
    }

    private static IEnumerable<Comment> Documentation(SourceFile file) =>
        from element in file.Tree.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<XmlElementSyntax>()
        let name = element.StartTag.Name.ToString()
        where Elements.Contains(name)
        let text = Spaces().Replace(Slashes().Replace(element.Content.ToString(), " "), " ").Trim()
        select new Comment(file.Path, file.LineOf(element.SpanStart), text, name is "remarks" or "value");

    [GeneratedRegex(@"\n\s*///")]
    private static partial Regex Slashes();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
