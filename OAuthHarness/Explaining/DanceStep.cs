namespace OAuthHarness.Explaining;

/// <summary>A step of a dance: a party tells another something. Redacted.</summary>
/// <param name="From">The party that tells.</param>
/// <param name="To">The party that is told.</param>
/// <param name="Text">The message, in one line.</param>
internal sealed record DanceStep(Party From, Party To, string Text)
{
    /// <summary>The event of <c>oauth_trace</c> that tells the step; null for a step of the program's own.</summary>
    public string? Event { get; init; }

    /// <summary>The number of the begin, finish, grant, refresh or sign-out that the step belongs to.</summary>
    public long Operation { get; init; }

    /// <summary>Whether the step tells a failure.</summary>
    public bool IsFailure { get; init; }

    /// <summary>The parameters of a request or an answer, one each, or further lines.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The checks of what came.</summary>
    public IReadOnlyList<RecordedCheck> Checks { get; init; } = [];

    /// <summary>The signal, of a step to the receivers.</summary>
    public string? Signal { get; init; }

    /// <summary>The receivers of the signal, in the order in which they were called.</summary>
    public IReadOnlyList<RecordedAnswer> Answers { get; init; } = [];

    /// <summary>The decision that follows from the answers.</summary>
    public string? Decision { get; init; }
}
