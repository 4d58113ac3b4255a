namespace OAuthClient.Storage;

/// <summary>Keeps tokens in memory: they end with the program, and no other machine sees them. Thread-safe.</summary>
public sealed class MemoryTokenStore : ITokenStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TokenKey, StoredToken> _tokens = [];
    private readonly InProcessLeases _leases = new();
    private long _lastVersion;

    /// <summary>How many tokens there are.</summary>
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
    public ValueTask<bool> PutAsync(TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        lock (_lock)
        {
            if (_tokens.GetValueOrDefault(key)?.Version != expectedVersion)
                return ValueTask.FromResult(false);
            // Never used again, so that what was deleted and written anew is another version.
            _tokens[key] = new(token, ++_lastVersion);
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (onlyVersion is null || _tokens.GetValueOrDefault(key)?.Version == onlyVersion)
                _tokens.Remove(key);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> LeaseAsync(TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) => _leases.AcquireAsync(key, cancellationToken);
}
