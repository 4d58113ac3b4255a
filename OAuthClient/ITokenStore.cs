namespace OAuthClient;

/// <summary>Keeps the tokens of users.</summary>
/// <remarks>
/// Every write names the version that it replaces, so that an older result never overwrites a newer one. A store keeps
/// users apart by the whole <see cref="TokenKey"/>, is thread-safe, and throws when it cannot do what it was asked.
/// </remarks>
public interface ITokenStore
{
    /// <summary>Reads a token.</summary>
    /// <param name="key">The key of the token.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The token and its version; null when there is none.</returns>
    /// <exception cref="DamagedRecordException">
    /// The record cannot be trusted. A damaged record is never taken for an empty place.
    /// </exception>
    ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default);

    /// <summary>Writes a token if its place is as expected, atomically.</summary>
    /// <param name="key">The key of the token.</param>
    /// <param name="token">The token.</param>
    /// <param name="expectedVersion">The version to replace; null when there must be none yet.</param>
    /// <param name="cancellationToken">Cancels the call; the token may be written all the same.</param>
    /// <returns>
    /// True when it is written; false when another caller wrote or deleted meanwhile, and nothing has changed.
    /// </returns>
    ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Deletes a token, atomically. No token to delete is no error.</summary>
    /// <param name="key">The key of the token.</param>
    /// <param name="onlyVersion">The version to delete: another version stays. Null deletes any version.</param>
    /// <param name="cancellationToken">Cancels the call; the token may be deleted all the same.</param>
    /// <returns>A task that ends when the token is gone.</returns>
    ValueTask DeleteAsync(TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until no other caller of the store, on any machine, has the lease of this key, and takes it.
    /// </summary>
    /// <remarks>
    /// A lease keeps two callers from refreshing the same token at a time. It blocks no read and no write: versions
    /// guard those.
    /// </remarks>
    /// <param name="key">The key of the token.</param>
    /// <param name="lifetime">
    /// When the lease ends by itself, for its holder may have died. A store may learn of that sooner.
    /// </param>
    /// <param name="cancellationToken">Cancels this caller's wait; other callers go on waiting.</param>
    /// <returns>The lease; dispose it to release it.</returns>
    ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default);
}
