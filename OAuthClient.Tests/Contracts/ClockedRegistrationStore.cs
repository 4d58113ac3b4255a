using OAuthClient.Storage;

namespace OAuthClient.Tests.Contracts;

/// <summary>The registrations and leases that the stores of one place share.</summary>
public sealed class RegistrationPlace
{
    public MemoryRegistrationStore Registrations { get; } = new();

    public Dictionary<RegistrationKey, (object Owner, DateTimeOffset End)> Leases { get; } = [];
}

/// <summary>
/// A registration store in memory whose leases end by a clock. It keeps every rule; the stores with a defect derive
/// from it.
/// </summary>
internal class ClockedRegistrationStore(RegistrationPlace place, TimeProvider time) : IRegistrationStore
{
    protected RegistrationPlace Place => place;

    public virtual ValueTask<StoredRegistration?> GetAsync(
        RegistrationKey key, CancellationToken cancellationToken = default) =>
        place.Registrations.GetAsync(key, cancellationToken);

    public virtual ValueTask<bool> PutAsync(
        RegistrationKey key,
        ClientRegistration registration,
        long? expectedVersion,
        CancellationToken cancellationToken = default) =>
        place.Registrations.PutAsync(key, registration, expectedVersion, cancellationToken);

    public virtual ValueTask DeleteAsync(
        RegistrationKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
        place.Registrations.DeleteAsync(key, onlyVersion, cancellationToken);

    public virtual async ValueTask<IAsyncDisposable> LeaseAsync(
        RegistrationKey key, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        var owner = new object();
        while (!TryLease(key, owner, lifetime))
            await Task.Delay(1, cancellationToken);
        return new Lease(this, key, owner);
    }

    protected virtual void Release(RegistrationKey key, object owner)
    {
        lock (place.Leases)
        {
            if (place.Leases.TryGetValue(key, out var current) && current.Owner == owner)
                place.Leases.Remove(key);
        }
    }

    private bool TryLease(RegistrationKey key, object owner, TimeSpan lifetime)
    {
        lock (place.Leases)
        {
            if (place.Leases.TryGetValue(key, out var current) && current.End > time.GetUtcNow())
                return false;
            place.Leases[key] = (owner, time.GetUtcNow() + lifetime);
            return true;
        }
    }

    private sealed class Lease(ClockedRegistrationStore store, RegistrationKey key, object owner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            store.Release(key, owner);
            return default;
        }
    }
}
