using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Measures;

/// <summary>
/// Lines of more than 120 columns. A line with a string literal may be longer, and one that is a single reference.
/// </summary>
public static partial class LongLineRule
{
    public const int Limit = 120;

    /// <summary>The numbers of the lines that are too long and hold nothing that may be.</summary>
    public static IEnumerable<int> In(SourceFile file)
    {
        var exempt = LiteralLines(file);
        return
            from number in Enumerable.Range(1, file.Lines.Count)
            let line = file.Lines[number - 1]
            where line.Length > Limit && !exempt.Contains(number) && !SingleReference().IsMatch(line)
            select number;
    }

    private static HashSet<int> LiteralLines(SourceFile file)
    {
        var literals =
            from token in file.Tree.GetRoot().DescendantTokens()
            where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
                or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.Utf8StringLiteralToken
            from line in Enumerable.Range(
                file.LineOf(token.SpanStart), file.LineOf(token.Span.End) - file.LineOf(token.SpanStart) + 1)
            select line;
        return [.. literals];
    }

    [GeneratedRegex("""^\s*/// <(inheritdoc|seealso) cref="[^"]*"/>$""")]
    private static partial Regex SingleReference();
}
