using OAuthClient;

namespace OAuthHarness.Explaining;

/// <summary>Writes the steps of a dance as lines, each step once. Not thread-safe.</summary>
internal sealed class ExplainedDance(Action<string> write)
{
    private const int NameWidth = 22;
    private const int CheckWidth = 20;
    private readonly HashSet<DanceStep> _written = new(ReferenceEqualityComparer.Instance);

    public void Write(IEnumerable<DanceStep> steps)
    {
        foreach (var step in steps)
        {
            if (_written.Add(step))
                WriteStep(step);
        }
    }

    /// <summary>Writes the answers of receivers, which are known only after their step.</summary>
    public void Answered(DanceStep step)
    {
        _written.Add(step);
        WriteAnswers(step, step.Signal!);
    }

    public static string SymbolOf(TraceCheckResult result) => result switch
    {
        TraceCheckResult.Passed => "✓",
        TraceCheckResult.Failed => "✗",
        _ => "–",
    };

    private void WriteStep(DanceStep step)
    {
        write($"{$"{NameOf(step.From)} → {NameOf(step.To)}".PadRight(NameWidth)}{step.Text}");
        foreach (var line in step.Details)
            write($"    {line}");
        foreach (var check in step.Checks)
            write($"  {SymbolOf(check.Result)} {check.Name.PadRight(CheckWidth)}{check.Describe()}".TrimEnd());
        WriteAnswers(step, "");
    }

    private void WriteAnswers(DanceStep step, string signal)
    {
        var before = signal.Length == 0 ? "    " : $"    {signal} ";
        foreach (var answer in step.Answers)
            write($"{before}{answer.Receiver}{(answer.Answer is null ? "" : $": {answer.Answer}")}");
        if (step.Decision is { } decision)
            write($"  = decided: {decision}");
    }

    private static string NameOf(Party party) => party.ToString().ToLowerInvariant();
}
