namespace OAuthHarness.Explaining;

/// <summary>A receiver of a signal.</summary>
/// <param name="Receiver">The name of its method.</param>
/// <param name="Answer">The answer in words; null when it is not known.</param>
internal sealed record RecordedAnswer(string Receiver, string? Answer);
