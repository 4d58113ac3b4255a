namespace OAuthClient.Storage;

/// <summary>
/// Stores tokens in memory: they are lost when the program ends, and no other process sees them. Thread-safe.
/// </summary>
public sealed class MemoryTokenStore : ITokenStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TokenKey, StoredToken> _tokens = [];
    private readonly InProcessLeases<TokenKey> _leases = new();
    private long _lastVersion;

    /// <summary>The number of tokens in the store.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _tokens.Count;
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return ValueTask.FromResult(_tokens.GetValueOrDefault(key));
    }

    /// <inheritdoc/>
    public ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        lock (_lock)
        {
            if (_tokens.GetValueOrDefault(key)?.Version != expectedVersion)
                return ValueTask.FromResult(false);
            // No version is used twice, so a token that was deleted and stored again has another version.
            _lastVersion++;
            _tokens[key] = new(token, _lastVersion);
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (onlyVersion is null || _tokens.GetValueOrDefault(key)?.Version == onlyVersion)
                _tokens.Remove(key);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        _leases.AcquireAsync(key, cancellationToken);
}
