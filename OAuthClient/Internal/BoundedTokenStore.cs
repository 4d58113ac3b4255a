namespace OAuthClient.Internal;

/// <summary>The host's token store. Each call has a deadline; exceptions are passed on unchanged.</summary>
internal sealed class BoundedTokenStore(ITokenStore store, HostDeadline deadline) : ITokenStore
{
    public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var reading = store.GetAsync(key, cancellationToken);
        return reading.IsCompleted ? reading : deadline.WaitAsync(reading, cancellationToken);
    }

    public ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
        deadline.RunAsync(cancel => store.PutAsync(key, token, expectedVersion, cancel), cancellationToken);

    public ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
        deadline.RunAsync(cancel => store.DeleteAsync(key, onlyVersion, cancel), cancellationToken);

    /// <summary>Waits as long as another holder may keep the lease, and then for the store.</summary>
    public async ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        new BoundedLease(
            await deadline.RunAsync(
                cancel => store.LeaseAsync(key, lifetime, cancel),
                cancellationToken,
                lifetime + deadline.Timeout,
                late => late.DisposeAsync()).ConfigureAwait(false),
            deadline);

    private sealed class BoundedLease(IAsyncDisposable lease, HostDeadline deadline) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => deadline.RunAsync(_ => lease.DisposeAsync(), CancellationToken.None);
    }
}
