namespace OAuthClient;

/// <summary>A pending dance that a callback took, with the outcome of the login.</summary>
/// <param name="CallbackDigest">A digest of the callback that took the dance.</param>
/// <param name="TakenAt">When the callback took the dance.</param>
/// <param name="Outcome">How the dance ended.</param>
public sealed record FinishedDance(string CallbackDigest, DateTimeOffset TakenAt, OAuthOutcome Outcome);
