namespace OAuthHarness.Explaining;

/// <summary>The answers of the receivers of one signal, and the decision, read from an explanation.</summary>
internal sealed record ExplainedAnswers(IReadOnlyList<RecordedAnswer> Answers, string Decision)
{
    private const string Decided = "decided: ";

    /// <summary>Reads an explanation: an answer a line, then the decision; again for a second signal.</summary>
    public static IReadOnlyList<ExplainedAnswers> Read(string explanation)
    {
        var all = new List<ExplainedAnswers>();
        var answers = new List<RecordedAnswer>();
        foreach (var line in RecordedText.LinesOf(explanation))
        {
            if (line.StartsWith(Decided, StringComparison.Ordinal))
            {
                all.Add(new([.. answers], line[Decided.Length..]));
                answers.Clear();
            }
            else if (line.Split(": ", 2) is [var receiver, var answer] && receiver != "because")
            {
                answers.Add(new(receiver, answer));
            }
        }
        return all;
    }
}
