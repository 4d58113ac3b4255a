namespace OAuthClient;

/// <summary>Keeps pending dances until their callbacks come, and then the outcomes of the dances.</summary>
/// <remarks>
/// Each dance is taken once, by one caller. Its outcome is kept until the dance would have expired, so that a repeated
/// callback gets the same answer. A store is thread-safe and bounded, deletes what has expired, and throws when it
/// cannot read or write a dance.
/// </remarks>
public interface IPendingDanceStore
{
    /// <summary>Saves a dance that was just begun.</summary>
    /// <param name="dance">The dance, with an id that no other dance has.</param>
    /// <param name="cancellationToken">Cancels the call; the dance may be saved all the same.</param>
    /// <returns>A task that ends when the dance is saved.</returns>
    ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds a dance without taking it: a callback that fails a check must leave the dance as it was.
    /// </summary>
    /// <param name="id">The id of the dance (<see cref="PendingDance.Id"/>).</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The dance, even if it was taken or has just expired; null when the store has no dance with exactly this id. An
    /// id comes from outside and may have any characters.
    /// </returns>
    ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Marks a dance as taken, atomically, so that only one callback can finish it.</summary>
    /// <param name="id">The id of the dance.</param>
    /// <param name="callbackDigest">A digest of the callback that takes the dance.</param>
    /// <param name="cancellationToken">Cancels the call; the dance may be taken all the same.</param>
    /// <returns>True for the one caller that took the dance; false for all other callers.</returns>
    ValueTask<bool> TakeAsync(string id, string callbackDigest, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves the outcome of a dance that was taken, for <see cref="WaitForOutcomeAsync"/>. The first outcome stays.
    /// </summary>
    /// <remarks>An outcome for a dance that is not taken, or not in the store, changes nothing.</remarks>
    /// <param name="id">The id of the dance.</param>
    /// <param name="outcome">How the dance ended.</param>
    /// <param name="cancellationToken">Cancels the call; the outcome may be saved all the same.</param>
    /// <returns>A task that ends when the outcome is saved.</returns>
    ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default);

    /// <summary>Waits for the outcome of a dance that another caller took.</summary>
    /// <param name="id">The id of the dance.</param>
    /// <param name="cancellationToken">Cancels this caller's wait; the caller that took the dance goes on.</param>
    /// <returns>
    /// The dance with its outcome; null when the dance is not taken, or the store no longer has it.
    /// </returns>
    ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken = default);
}
