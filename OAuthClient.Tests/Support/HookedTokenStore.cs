namespace OAuthClient.Tests;

/// <summary>A token store that runs delegates of a test before and after the methods of another token store.</summary>
internal sealed class HookedTokenStore(ITokenStore real) : ITokenStore
{
    public Action? BeforeGet { get; set; }

    public Action? AfterGet { get; set; }

    public Func<OAuthToken, Task>? BeforePut { get; set; }

    public Action? BeforeDelete { get; set; }

    public Action? BeforeLease { get; set; }

    public Action? AfterLease { get; set; }

    public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeforeGet?.Invoke();
        var stored = await real.GetAsync(key, cancellationToken);
        AfterGet?.Invoke();
        return stored;
    }

    public async ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        await (BeforePut?.Invoke(token) ?? Task.CompletedTask);
        return await real.PutAsync(key, token, expectedVersion, cancellationToken);
    }

    public ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        BeforeDelete?.Invoke();
        return real.DeleteAsync(key, onlyVersion, cancellationToken);
    }

    public async ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        BeforeLease?.Invoke();
        return new Lease(await real.LeaseAsync(key, lifetime, cancellationToken), this);
    }

    private sealed class Lease(IAsyncDisposable real, HookedTokenStore store) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await real.DisposeAsync();
            store.AfterLease?.Invoke();
        }
    }
}
