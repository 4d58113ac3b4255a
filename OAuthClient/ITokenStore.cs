namespace OAuthClient;

/// <summary>A token as it lies in a store.</summary>
/// <param name="Token">The token.</param>
/// <param name="Version">Changes with every write; say it when you overwrite what you have read.</param>
public sealed record StoredToken(OAuthToken Token, long Version);

/// <summary>
/// Where tokens live. Every write says which version it replaces, so that an older result never overwrites a newer one. A store keeps
/// users apart by the whole <see cref="TokenKey"/>, is thread-safe, and throws when it cannot do what it was asked.
/// </summary>
public interface ITokenStore
{
    /// <summary>Reads a token.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token and its version; null when there is none.</returns>
    /// <exception cref="DamagedRecordException">What lies there cannot be trusted. It is never taken for nothing.</exception>
    ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default);

    /// <summary>Writes a token if its place is as expected, atomically.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="token">The token.</param>
    /// <param name="expectedVersion">The version to replace; null when there must be none yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when it is written; false when somebody else wrote or deleted meanwhile, and nothing has changed.</returns>
    ValueTask<bool> PutAsync(TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Deletes a token, atomically; none to delete is no error.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="onlyVersion">The version to delete: another one stays. Null for whichever there is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is gone.</returns>
    ValueTask DeleteAsync(TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until nobody else who shares the store has the lease of this key, on this machine or another. It keeps nobody from reading or
    /// writing: versions do that. It only keeps two from refreshing the same token at a time.
    /// </summary>
    /// <param name="key">Whose.</param>
    /// <param name="lifetime">When the lease ends by itself, for its holder may have died; a store may know that sooner.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lease; dispose it to give it back.</returns>
    ValueTask<IAsyncDisposable> LeaseAsync(TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default);
}
