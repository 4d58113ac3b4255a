namespace OAuthClient;

/// <summary>Keeps the tokens of users.</summary>
/// <remarks>
/// Each write states the version of the token that it replaces, so that an older token never overwrites a newer one. A
/// store keeps users apart by the whole <see cref="TokenKey"/>, character by character, is thread-safe, and throws when
/// it cannot read or write a token. It refuses a key that it cannot keep with an <see cref="ArgumentException"/>.
/// </remarks>
public interface ITokenStore
{
    /// <summary>Reads a token.</summary>
    /// <param name="key">The key of the token.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The token and its version, as any store that shares the place has written it last; null when no token is stored.
    /// </returns>
    /// <exception cref="DamagedRecordException">
    /// The record cannot be trusted. A damaged record is never treated as a missing token.
    /// </exception>
    ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default);

    /// <summary>Writes a token, atomically, if the version in the store is the expected one.</summary>
    /// <param name="key">The key of the token.</param>
    /// <param name="token">The token.</param>
    /// <param name="expectedVersion">The version to replace; null when no token may be stored yet.</param>
    /// <param name="cancellationToken">Cancels the call; the token may be written all the same.</param>
    /// <returns>
    /// True when the token is written; false when another caller wrote or deleted a token first. Then nothing is
    /// written.
    /// </returns>
    ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Deletes a token, atomically. A missing token is no error.</summary>
    /// <param name="key">The key of the token.</param>
    /// <param name="onlyVersion">
    /// The version to delete: a token with another version stays. Null deletes any version.
    /// </param>
    /// <param name="cancellationToken">Cancels the call; the token may be deleted all the same.</param>
    /// <returns>A task that ends when the token is deleted.</returns>
    ValueTask DeleteAsync(TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until no other caller of the store, on any machine, has the lease of this key; then takes the lease.
    /// </summary>
    /// <remarks>
    /// A lease keeps two callers from refreshing the same token at the same time. A lease blocks no read and no write:
    /// versions protect the token there.
    /// </remarks>
    /// <param name="key">The key of the token.</param>
    /// <param name="lifetime">
    /// How long the lease lasts, from when its holder gets it, if the holder does not release it, because the holder's
    /// process may have died. A store that notices the death may end such a lease then, and only then.
    /// </param>
    /// <param name="cancellationToken">Cancels this caller's wait; other callers go on waiting.</param>
    /// <returns>The lease; dispose it to release it.</returns>
    ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default);
}
