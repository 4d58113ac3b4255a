namespace OAuthClient;

/// <summary>A check that a dance has made of a callback, or of the answer that its code brought.</summary>
/// <remarks>
/// Has no secret: of a secret it shows the beginning of a digest, by which two values can be told apart. Immutable,
/// compared by value.
/// </remarks>
/// <param name="Name">
/// The name, such as <c>browser</c> or <c>extension:dpop</c>; docs/refusals.md lists them. Names do not change.
/// </param>
/// <param name="Result">How the check ended.</param>
public sealed record TraceCheck(string Name, TraceCheckResult Result)
{
    /// <summary>The value that the check looked for; null when it compares nothing.</summary>
    public string? Expected { get; init; }

    /// <summary>The value that came; null when the check compares nothing, or the value may not be shown.</summary>
    public string? Actual { get; init; }

    /// <summary>The reason why the check does not apply; null when it was made.</summary>
    public string? Reason { get; init; }

    /// <summary>Shows the check in one line.</summary>
    /// <returns>For example <c>Failed issuer: expected https://a.example, got https://b.example</c>.</returns>
    public override string ToString() => (Reason, Expected, Actual) switch
    {
        ({ } reason, _, _) => $"{Result} {Name}: {reason}",
        (_, null, null) => $"{Result} {Name}",
        (_, null, { } actual) => $"{Result} {Name}: {actual}",
        (_, { } expected, null) => $"{Result} {Name}: expected {expected}",
        (_, { } expected, { } actual) => $"{Result} {Name}: expected {expected}, got {actual}",
    };
}
