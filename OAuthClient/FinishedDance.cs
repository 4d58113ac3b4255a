namespace OAuthClient;

/// <summary>A dance that was taken, and its outcome.</summary>
/// <param name="CallbackDigest">A digest of the callback that took it.</param>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record FinishedDance(string CallbackDigest, DateTimeOffset TakenAt, OAuthOutcome Outcome);
