using OAuthClient;

namespace OAuthHarness.Explaining;

/// <summary>A check of a callback, redacted.</summary>
internal sealed record RecordedCheck(string Name, TraceCheckResult Result)
{
    public string? Expected { get; init; }

    public string? Actual { get; init; }

    /// <summary>The reason why the check does not apply.</summary>
    public string? Reason { get; init; }

    public static RecordedCheck Of(TraceCheck check) => new(RecordedText.Of(check.Name), check.Result)
    {
        Expected = RecordedText.OrNull(check.Expected),
        Actual = RecordedText.OrNull(check.Actual),
        Reason = RecordedText.OrNull(check.Reason),
    };

    /// <summary>The values that were compared, or the reason, in words; empty without both.</summary>
    public string Describe() => (Reason, Expected, Actual) switch
    {
        ({ } reason, _, _) => reason,
        (_, { } expected, { } actual) when expected == actual => expected,
        (_, { } expected, { } actual) => $"expected {expected}, got {actual}",
        (_, { } expected, null) => expected,
        (_, null, { } actual) => actual,
        _ => "",
    };
}
