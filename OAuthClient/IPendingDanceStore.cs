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
    /// <returns>The dance, even if it was taken or has just expired; null when the store has no such dance.</returns>
    ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Marks a dance as taken, atomically, so that only one callback can finish it.</summary>
    /// <param name="id">The id of the dance.</param>
    /// <param name="callbackDigest">A digest of the callback that takes the dance.</param>
    /// <param name="cancellationToken">Cancels the call; the dance may be taken all the same.</param>
    /// <returns>True for the one caller that took the dance; false for all other callers.</returns>
    ValueTask<bool> TakeAsync(string id, string callbackDigest, CancellationToken cancellationToken = default);

    /// <summary>Saves the outcome of a dance, for <see cref="WaitForOutcomeAsync"/>.</summary>
    /// <param name="id">The id of the dance.</param>
    /// <param name="outcome">How the dance ended.</param>
    /// <param name="cancellationToken">Cancels the call; the outcome may be saved all the same.</param>
    /// <returns>A task that ends when the outcome is saved.</returns>
    ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default);

    /// <summary>Waits for the outcome of a dance that another caller took.</summary>
    /// <param name="id">The id of the dance.</param>
    /// <param name="cancellationToken">Cancels this caller's wait; the caller that took the dance goes on.</param>
    /// <returns>The dance with its outcome; null when the store no longer has the dance.</returns>
    ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken = default);
}
