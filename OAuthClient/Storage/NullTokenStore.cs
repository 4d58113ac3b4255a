namespace OAuthClient.Storage;

/// <summary>
/// Stores nothing, for programs that need to know only which user logged in. Writing succeeds, and reading finds
/// nothing. Thread-safe.
/// </summary>
public sealed class NullTokenStore : ITokenStore
{
    /// <inheritdoc/>
    public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) => default;

    /// <inheritdoc/>
    public ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(true);

    /// <inheritdoc/>
    public ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) => default;

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) => new(new NullLease());

    private sealed class NullLease : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => default;
    }
}
