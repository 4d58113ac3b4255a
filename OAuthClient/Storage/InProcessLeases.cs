namespace OAuthClient.Storage;

/// <summary>
/// Leases within this process: one holder per key. A lease here never expires, since no holder can end without its
/// process. Thread-safe.
/// </summary>
internal sealed class InProcessLeases<TKey> where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, KeySemaphore> _semaphores = [];

    /// <summary>The semaphore of one key, dropped when its last holder or waiter leaves.</summary>
    private sealed class KeySemaphore
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        /// <summary>The number of holders and waiters.</summary>
        public int UserCount { get; set; }
    }

    private sealed class Lease(InProcessLeases<TKey> leases, TKey key, KeySemaphore semaphore) : IAsyncDisposable
    {
        private int _isReleased;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            {
                semaphore.Semaphore.Release();
                leases.RemoveUser(key, semaphore);
            }
            return ValueTask.CompletedTask;
        }
    }

    public async ValueTask<IAsyncDisposable> AcquireAsync(TKey key, CancellationToken cancellationToken)
    {
        var semaphore = AddUser(key);
        try
        {
            await semaphore.Semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            RemoveUser(key, semaphore);
            throw;
        }
        return new Lease(this, key, semaphore);
    }

    private KeySemaphore AddUser(TKey key)
    {
        lock (_lock)
        {
            if (!_semaphores.TryGetValue(key, out var semaphore))
            {
                semaphore = new();
                _semaphores.Add(key, semaphore);
            }
            semaphore.UserCount++;
            return semaphore;
        }
    }

    private void RemoveUser(TKey key, KeySemaphore semaphore)
    {
        lock (_lock)
        {
            semaphore.UserCount--;
            if (semaphore.UserCount == 0)
                _semaphores.Remove(key);
        }
    }
}
