namespace OAuthClient;

/// <summary>A dance that has been taken, and what came of it.</summary>
/// <param name="CallbackDigest">A digest of the callback that took it.</param>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record FinishedDance(string CallbackDigest, DateTimeOffset TakenAt, OAuthOutcome Outcome);

/// <summary>
/// Where pending dances wait for their callback. Each is taken once, by one caller, and its outcome is kept until the dance would have
/// expired, so that the same callback can be answered the same way again. A store is thread-safe, bounded, lets go of what has expired,
/// and throws when it cannot do what it was asked.
/// </summary>
public interface IPendingDanceStore
{
    /// <summary>Keeps a dance that was just begun.</summary>
    /// <param name="dance">The dance; its id is new.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is kept.</returns>
    ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default);

    /// <summary>Looks a dance up, and changes nothing: a callback that fails a check must not spend it.</summary>
    /// <param name="id">What the callback is recognized by.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The dance, also when it has been taken or has only just expired; null when it is unknown.</returns>
    ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Takes a dance, atomically.</summary>
    /// <param name="id">What the callback is recognized by.</param>
    /// <param name="callbackDigest">A digest of the callback that takes it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True for the one caller who has it now; false for all others.</returns>
    ValueTask<bool> TakeAsync(string id, string callbackDigest, CancellationToken cancellationToken = default);

    /// <summary>Keeps what came of a dance, for <see cref="WaitForOutcomeAsync"/>.</summary>
    /// <param name="id">What the callback is recognized by.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is kept.</returns>
    ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default);

    /// <summary>Waits for the outcome of a dance that another caller took.</summary>
    /// <param name="id">What the callback is recognized by.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it; null when it is gone.</returns>
    ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken = default);
}
