namespace OAuthClient.Storage;

/// <summary>
/// Keeps pending dances in memory: a login must be finished by the program that began it. It holds a bounded number, for each browser
/// and in all, and drops the oldest first. Thread-safe.
/// </summary>
/// <param name="time">The clock; the system's by default.</param>
/// <param name="capacity">How many it holds in all.</param>
/// <param name="perBrowser">How many it holds for one browser.</param>
public sealed class MemoryPendingDanceStore(TimeProvider? time = null, int capacity = 10_000, int perBrowser = 10) : IPendingDanceStore
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    // Oldest first. A dance lives as long as every other, so the oldest is also the first to expire.
    private readonly LinkedList<Entry> _byAge = [];
    private readonly Dictionary<string, LinkedList<Entry>> _byBrowser = new(StringComparer.Ordinal);

    private sealed class Entry(PendingDance dance)
    {
        public PendingDance Dance => dance;

        public string? Callback { get; set; }

        public DateTimeOffset TakenAt { get; set; }

        // Whoever awaits the outcome goes on by itself, not on the thread that finished the dance.
        public TaskCompletionSource<OAuthOutcome?> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>How many dances it holds.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dance);
        lock (_gate)
        {
            DropExpired();
            var entry = new Entry(dance);
            if (!_entries.TryAdd(dance.Handle, entry))
                throw new InvalidOperationException("A pending dance has this handle already; handles must be random.");
            _byAge.AddLast(entry);
            var ofBrowser = _byBrowser.TryGetValue(dance.Browser, out var known) ? known : _byBrowser[dance.Browser] = [];
            ofBrowser.AddLast(entry);
            if (ofBrowser.Count > perBrowser)
                Drop(ofBrowser.First!.Value);
            if (_byAge.Count > capacity)
                Drop(_byAge.First!.Value);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<PendingDance?> FindAsync(string handle, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return ValueTask.FromResult(_entries.GetValueOrDefault(handle)?.Dance);
    }

    /// <inheritdoc/>
    public ValueTask<bool> TakeAsync(string handle, string callback, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(handle, out var entry) || entry.Callback is not null)
                return ValueTask.FromResult(false);
            (entry.Callback, entry.TakenAt) = (callback, _time.GetUtcNow());
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(string handle, OAuthOutcome outcome, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            _entries.GetValueOrDefault(handle)?.Outcome.TrySetResult(outcome);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<FinishedDance?> OutcomeAsync(string handle, CancellationToken cancellationToken = default)
    {
        Entry? entry;
        lock (_gate)
            entry = _entries.GetValueOrDefault(handle);
        if (entry is not { Callback: { } callback })
            return null;
        var outcome = await entry.Outcome.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return outcome is null ? null : new(callback, entry.TakenAt, outcome);
    }

    // Expired ones stay a while longer, so that they can be called expired and not unknown.
    private void DropExpired()
    {
        var now = _time.GetUtcNow();
        while (_byAge.First is { Value.Dance: var oldest } && oldest.ExpiresAt + (oldest.ExpiresAt - oldest.CreatedAt) <= now)
            Drop(_byAge.First.Value);
    }

    private void Drop(Entry entry)
    {
        _entries.Remove(entry.Dance.Handle);
        _byAge.Remove(entry);
        var ofBrowser = _byBrowser[entry.Dance.Browser];
        ofBrowser.Remove(entry);
        if (ofBrowser.Count == 0)
            _byBrowser.Remove(entry.Dance.Browser);
        entry.Outcome.TrySetResult(null);
    }
}
