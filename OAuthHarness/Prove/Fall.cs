namespace OAuthHarness.Prove;

/// <summary>An expectation that was not met after a fault.</summary>
/// <param name="Faults">The faults that the client met.</param>
/// <param name="Expectation">The expectation.</param>
/// <param name="Came">The result that came instead.</param>
internal sealed record Fall(IReadOnlyList<string> Faults, string Expectation, string Came)
{
    public override string ToString() => $"{string.Join("; then ", Faults)}: expected: {Expectation}; came: {Came}";
}
