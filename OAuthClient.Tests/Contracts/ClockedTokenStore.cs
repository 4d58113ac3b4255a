using OAuthClient.Storage;

namespace OAuthClient.Tests.Contracts;

/// <summary>What the stores of one place share.</summary>
public sealed class ClockedPlace
{
    public MemoryTokenStore Tokens { get; } = new();

    public Dictionary<TokenKey, (object Owner, DateTimeOffset End)> Leases { get; } = [];
}

/// <summary>
/// A token store in memory whose leases end by a clock. It keeps every rule; the stores with a defect derive from it.
/// </summary>
internal class ClockedTokenStore(ClockedPlace place, TimeProvider time) : ITokenStore
{
    protected ClockedPlace Place => place;

    protected virtual TimeSpan ClockTolerance => TimeSpan.FromSeconds(5);

    protected virtual DateTimeOffset Now => time.GetUtcNow();

    public virtual ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) =>
        place.Tokens.GetAsync(key, cancellationToken);

    public virtual ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
        place.Tokens.PutAsync(key, token, expectedVersion, cancellationToken);

    public virtual ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
        place.Tokens.DeleteAsync(key, onlyVersion, cancellationToken);

    public virtual async ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        var owner = new object();
        while (!TryLease(key, owner, Now + lifetime))
            await Task.Delay(1, cancellationToken);
        return new Lease(this, key, owner);
    }

    protected bool TryLease(TokenKey key, object owner, DateTimeOffset end)
    {
        lock (place.Leases)
        {
            if (place.Leases.TryGetValue(key, out var current) && current.End + ClockTolerance > Now)
                return false;
            place.Leases[key] = (owner, end);
            return true;
        }
    }

    protected virtual void Release(TokenKey key, object owner)
    {
        lock (place.Leases)
        {
            if (place.Leases.TryGetValue(key, out var current) && current.Owner == owner)
                place.Leases.Remove(key);
        }
    }

    protected sealed class Lease(ClockedTokenStore store, TokenKey key, object owner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            store.Release(key, owner);
            return default;
        }
    }
}
