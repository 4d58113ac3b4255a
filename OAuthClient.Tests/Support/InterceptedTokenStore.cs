namespace OAuthClient.Tests;

/// <summary>A token store that runs delegates before and after each call of another, by the call's name.</summary>
internal sealed class InterceptedTokenStore(
    ITokenStore real, Func<string, Task>? before = null, Func<string, Task>? after = null) : ITokenStore
{
    public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        await BeforeAsync("Get");
        var stored = await real.GetAsync(key, cancellationToken);
        await AfterAsync("Get");
        return stored;
    }

    public async ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        await BeforeAsync("Put");
        var isPut = await real.PutAsync(key, token, expectedVersion, cancellationToken);
        await AfterAsync("Put");
        return isPut;
    }

    public async ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        await BeforeAsync("Delete");
        await real.DeleteAsync(key, onlyVersion, cancellationToken);
        await AfterAsync("Delete");
    }

    public async ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        await BeforeAsync("Lease");
        var lease = await real.LeaseAsync(key, lifetime, cancellationToken);
        await AfterAsync("Lease");
        return new Lease(lease, this);
    }

    private Task BeforeAsync(string call) => before?.Invoke(call) ?? Task.CompletedTask;

    private Task AfterAsync(string call) => after?.Invoke(call) ?? Task.CompletedTask;

    private sealed class Lease(IAsyncDisposable real, InterceptedTokenStore store) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await store.BeforeAsync("Release");
            await real.DisposeAsync();
            await store.AfterAsync("Release");
        }
    }
}
