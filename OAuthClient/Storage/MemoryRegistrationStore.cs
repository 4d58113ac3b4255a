namespace OAuthClient.Storage;

/// <summary>
/// Stores registrations in memory: they are lost when the program ends, which then registers anew, and no other process
/// sees them. Thread-safe.
/// </summary>
public sealed class MemoryRegistrationStore : IRegistrationStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RegistrationKey, StoredRegistration> _registrations = [];
    private readonly InProcessLeases<RegistrationKey> _leases = new();
    private long _lastVersion;

    /// <summary>The number of registrations in the store.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _registrations.Count;
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredRegistration?> GetAsync(
        RegistrationKey key, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return ValueTask.FromResult(_registrations.GetValueOrDefault(key));
    }

    /// <inheritdoc/>
    public ValueTask<bool> PutAsync(
        RegistrationKey key,
        ClientRegistration registration,
        long? expectedVersion,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registration);
        lock (_lock)
        {
            if (_registrations.GetValueOrDefault(key)?.Version != expectedVersion)
                return ValueTask.FromResult(false);
            // No version is used twice, so a registration that was deleted and stored again has another version.
            _lastVersion++;
            _registrations[key] = new(registration, _lastVersion);
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(
        RegistrationKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (onlyVersion is null || _registrations.GetValueOrDefault(key)?.Version == onlyVersion)
                _registrations.Remove(key);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> LeaseAsync(
        RegistrationKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        _leases.AcquireAsync(key, cancellationToken);
}
