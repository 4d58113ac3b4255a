namespace OAuthClient.Internal;

/// <summary>The host's token store. Each call has a deadline; exceptions are passed on unchanged.</summary>
internal sealed class BoundedTokenStore(ITokenStore store, HostDeadline deadline) : ITokenStore
{
    private readonly LateInserts _lateInserts = new(store);

    public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var reading = store.GetAsync(key, cancellationToken);
        return reading.IsCompleted ? reading : deadline.WaitAsync(reading, cancellationToken);
    }

    public ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
        expectedVersion is null
            ? InsertAsync(key, token, cancellationToken)
            : deadline.RunAsync(cancel => store.PutAsync(key, token, expectedVersion, cancel), cancellationToken);

    public ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
        deadline.RunAsync(cancel => store.DeleteAsync(key, onlyVersion, cancel), cancellationToken);

    /// <summary>Notes that the token of a key is deleted: a write that was given up must not bring it back.</summary>
    public void NoteDeletion(TokenKey key) => _lateInserts.NoteDeletion(key);

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

    // A write over a version does nothing after a sign-out; a write where there was no token would bring it back.
    private async ValueTask<bool> InsertAsync(TokenKey key, OAuthToken token, CancellationToken cancellationToken)
    {
        var insert = _lateInserts.Begin(key);
        return await deadline.RunAsync(
            cancel => PutAsync(insert, token, cancel),
            cancellationToken,
            undo: isPut => isPut ? _lateInserts.UndoAsync(insert, token) : default).ConfigureAwait(false);
    }

    private async ValueTask<bool> PutAsync(
        LateInserts.Insert insert, OAuthToken token, CancellationToken cancellationToken)
    {
        try
        {
            return await store.PutAsync(insert.Key, token, null, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _lateInserts.End(insert);
        }
    }

    private sealed class BoundedLease(IAsyncDisposable lease, HostDeadline deadline) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => deadline.RunAsync(_ => lease.DisposeAsync(), CancellationToken.None);
    }
}
