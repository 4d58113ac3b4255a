namespace OAuthHarness.Prove;

/// <summary>A fault at one of the calls that the client makes.</summary>
/// <param name="Index">The number of the call, from 0.</param>
/// <param name="Kind">The kind of fault.</param>
internal sealed record Fault(int Index, FaultKind Kind);
