namespace OAuthClient;

/// <summary>Keeps pending dances until their callback comes, and their outcome after that.</summary>
/// <remarks>
/// Each dance is taken once, by one caller. Its outcome is kept until the dance would have expired, so that the same
/// callback gets the same answer again. A store is thread-safe and bounded, deletes what has expired, and throws when
/// it cannot do what it was asked.
/// </remarks>
public interface IPendingDanceStore
{
    /// <summary>Saves a dance that was just begun.</summary>
    /// <param name="dance">The dance; its id is new.</param>
    /// <param name="cancellationToken">Cancels the call; the dance may be saved all the same.</param>
    /// <returns>A task that ends when the dance is saved.</returns>
    ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default);

    /// <summary>Finds a dance, and changes nothing: a callback that fails a check must not spend it.</summary>
    /// <param name="id">The id of the dance (<see cref="PendingDance.Id"/>).</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The dance, also when it was taken or has just expired; null when it is unknown.</returns>
    ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Takes a dance, atomically.</summary>
    /// <param name="id">The id of the dance.</param>
    /// <param name="callbackDigest">A digest of the callback that takes it.</param>
    /// <param name="cancellationToken">Cancels the call; the dance may be taken all the same.</param>
    /// <returns>True for the one caller who has it now; false for all others.</returns>
    ValueTask<bool> TakeAsync(string id, string callbackDigest, CancellationToken cancellationToken = default);

    /// <summary>Saves the outcome of a dance, for <see cref="WaitForOutcomeAsync"/>.</summary>
    /// <param name="id">The id of the dance.</param>
    /// <param name="outcome">How the dance ended.</param>
    /// <param name="cancellationToken">Cancels the call; the outcome may be saved all the same.</param>
    /// <returns>A task that ends when the outcome is saved.</returns>
    ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default);

    /// <summary>Waits for the outcome of a dance that another caller took.</summary>
    /// <param name="id">The id of the dance.</param>
    /// <param name="cancellationToken">Cancels this caller's wait; the other caller goes on.</param>
    /// <returns>The outcome; null when the dance is gone.</returns>
    ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken = default);
}
