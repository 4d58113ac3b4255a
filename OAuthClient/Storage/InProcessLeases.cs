namespace OAuthClient.Storage;

/// <summary>One holder a key at a time, within this process; holders do not die alone here, so nothing expires. Thread-safe.</summary>
internal sealed class InProcessLeases
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TokenKey, KeySemaphore> _semaphores = [];

    /// <summary>Those who hold or wait for one key. It goes when nobody does.</summary>
    private sealed class KeySemaphore
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int UserCount { get; set; }
    }

    private sealed class Lease(InProcessLeases leases, TokenKey key, KeySemaphore line) : IAsyncDisposable
    {
        private int _isReleased;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            {
                line.Semaphore.Release();
                leases.RemoveUser(key, line);
            }
            return ValueTask.CompletedTask;
        }
    }

    public async ValueTask<IAsyncDisposable> AcquireAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var line = AddUser(key);
        try
        {
            await line.Semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            RemoveUser(key, line);
            throw;
        }
        return new Lease(this, key, line);
    }

    private KeySemaphore AddUser(TokenKey key)
    {
        lock (_lock)
        {
            if (!_semaphores.TryGetValue(key, out var line))
                _semaphores[key] = line = new();
            line.UserCount++;
            return line;
        }
    }

    private void RemoveUser(TokenKey key, KeySemaphore line)
    {
        lock (_lock)
        {
            if (--line.UserCount == 0)
                _semaphores.Remove(key);
        }
    }
}
