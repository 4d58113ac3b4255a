using System.Text.RegularExpressions;

namespace Measures;

/// <summary>Comments whose subject is a pronoun. The reader of such a comment has to guess the noun.</summary>
public static partial class PronounSubjects
{
    /// <summary>The comments of a file that have a pronoun as the subject of a sentence.</summary>
    public static IEnumerable<Comment> In(SourceFile file) =>
        Comment.In(file).Where(comment =>
            Relative().IsMatch(comment.Text)
            || Indefinite().IsMatch(comment.Text)
            || (!comment.FollowsSummary && Personal().IsMatch(comment.Text)));

    // "What to show." hides the noun that "The response to show." has. "One call" has a numeral, which is no pronoun.
    [GeneratedRegex(
        @"(?:^|(?<=[.:;?!] ))(?:(?:Who|Whom|Whose|What|Whatever|Others)\b|(?:One|Those|These)(?= (?:that|who|which|is|was|are|were|has|have|may|can|do|does)\b|[.,;:]))")]
    private static partial Regex Relative();

    [GeneratedRegex(
        @"\b(?:whoever|whomever|nobody|somebody|anybody|everybody|someone|anyone|everyone|those who)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Indefinite();

    // At the beginning of a comment no noun has been named yet. Remarks and values follow the noun of the summary.
    [GeneratedRegex(@"^(?:It|Its|They|He|She|Something|Nothing|Everything|Anything)\b")]
    private static partial Regex Personal();
}
