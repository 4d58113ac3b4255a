namespace OAuthClient.Storage;

/// <summary>One holder a key at a time, within this process; holders do not die alone here, so nothing lapses. Thread-safe.</summary>
internal sealed class Leases
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TokenKey, Line> _lines = [];

    /// <summary>Those who hold or wait for one key. It goes when nobody does.</summary>
    private sealed class Line
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Length { get; set; }
    }

    private sealed class Lease(Leases leases, TokenKey key, Line line) : IAsyncDisposable
    {
        private int _isBack;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isBack, 1) == 0)
            {
                line.Turn.Release();
                leases.Leave(key, line);
            }
            return ValueTask.CompletedTask;
        }
    }

    public async ValueTask<IAsyncDisposable> TakeAsync(TokenKey key, CancellationToken cancellationToken)
    {
        var line = Join(key);
        try
        {
            await line.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Leave(key, line);
            throw;
        }
        return new Lease(this, key, line);
    }

    private Line Join(TokenKey key)
    {
        lock (_gate)
        {
            if (!_lines.TryGetValue(key, out var line))
                _lines[key] = line = new();
            line.Length++;
            return line;
        }
    }

    private void Leave(TokenKey key, Line line)
    {
        lock (_gate)
        {
            if (--line.Length == 0)
                _lines.Remove(key);
        }
    }
}
