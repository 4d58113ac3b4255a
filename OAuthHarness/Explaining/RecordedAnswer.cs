namespace OAuthHarness.Explaining;

/// <summary>A receiver of a signal.</summary>
/// <param name="Receiver">The name of its method.</param>
/// <param name="Answer">What it answered, in words; null when that is not known.</param>
internal sealed record RecordedAnswer(string Receiver, string? Answer);
