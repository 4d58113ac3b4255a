namespace OAuthHarness.Explaining;

/// <summary>
/// The steps of a dance in their order, and its end. Plain data without secrets, which can be written as JSON.
/// </summary>
internal sealed record DanceRecording
{
    /// <summary>The version of the format.</summary>
    public int Version { get; init; } = 1;

    public string Title { get; init; } = "";

    /// <summary>A paragraph about the dance; empty without one.</summary>
    public string Note { get; init; } = "";

    /// <summary>The name of the provider.</summary>
    public string Provider { get; init; } = "";

    public IReadOnlyList<DanceStep> Steps { get; init; } = [];

    /// <summary>How the dance ended, such as <c>Stored</c>; null before its end.</summary>
    public string? Outcome { get; init; }

    /// <summary>The failure, in one line.</summary>
    public string? Error { get; init; }
}
