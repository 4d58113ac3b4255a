using System.Runtime.InteropServices;

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
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    // Oldest first. A dance lives as long as every other, so the oldest is also the first to expire, and the first of its browser.
    private readonly LinkedList<Entry> _byAge = [];
    private readonly Dictionary<string, BrowserEntries> _browsers = new(StringComparer.Ordinal);

    // There may be many, and each is kept for a while: it is as few objects as can be.
    private sealed class Entry(PendingDance dance)
    {
        public PendingDance Dance => dance;

        /// <summary>The next that the same browser began.</summary>
        public LinkedListNode<Entry>? NextOfBrowser { get; set; }

        public string? Callback { get; set; }

        public DateTimeOffset TakenAt { get; set; }

        public OAuthOutcome? Outcome { get; set; }

        /// <summary>For whoever comes before the outcome does.</summary>
        public TaskCompletionSource<OAuthOutcome?>? OutcomeSource { get; set; }
    }

    private readonly record struct BrowserEntries(LinkedListNode<Entry> Oldest, LinkedListNode<Entry> Newest, int Count);

    /// <summary>How many dances it holds.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dance);
        lock (_lock)
        {
            DropExpired();
            var node = new LinkedListNode<Entry>(new(dance));
            if (!_entries.TryAdd(dance.Id, node))
                throw new InvalidOperationException("A pending dance has this id already; ids must be random.");
            _byAge.AddLast(node);
            AppendToBrowser(node);
            if (_browsers[dance.BrowserKeyDigest] is { Oldest: var oldest, Count: var count } && count > perBrowser)
                Drop(oldest);
            if (_byAge.Count > capacity)
                Drop(_byAge.First!);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return ValueTask.FromResult(_entries.GetValueOrDefault(id)?.Value.Dance);
    }

    /// <inheritdoc/>
    public ValueTask<bool> TakeAsync(string id, string callbackDigest, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out var node) || node.Value is not { Callback: null } entry)
                return ValueTask.FromResult(false);
            (entry.Callback, entry.TakenAt) = (callbackDigest, _time.GetUtcNow());
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_entries.GetValueOrDefault(id)?.Value is { Outcome: null } entry)
            {
                entry.Outcome = outcome;
                entry.OutcomeSource?.TrySetResult(outcome);
            }
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken = default)
    {
        Entry? entry;
        Task<OAuthOutcome?> ending;
        lock (_lock)
        {
            entry = _entries.GetValueOrDefault(id)?.Value;
            if (entry is not { Callback: not null })
                return null;
            // Whoever awaits it goes on by itself, not on the thread that finished the dance.
            ending = entry.Outcome is { } known ? Task.FromResult<OAuthOutcome?>(known) : (entry.OutcomeSource ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
        var outcome = await ending.WaitAsync(cancellationToken).ConfigureAwait(false);
        return outcome is null ? null : new(entry.Callback, entry.TakenAt, outcome);
    }

    // Expired ones stay a while longer, so that they can be called expired and not unknown.
    private void DropExpired()
    {
        var now = _time.GetUtcNow();
        while (_byAge.First is { Value.Dance: var oldest } && oldest.ExpiresAt + (oldest.ExpiresAt - oldest.CreatedAt) <= now)
            Drop(_byAge.First);
    }

    private void AppendToBrowser(LinkedListNode<Entry> node)
    {
        ref var browser = ref CollectionsMarshal.GetValueRefOrAddDefault(_browsers, node.Value.Dance.BrowserKeyDigest, out var isKnown);
        if (isKnown)
            browser.Newest.Value.NextOfBrowser = node;
        browser = new(isKnown ? browser.Oldest : node, node, browser.Count + 1);
    }

    // Always the oldest of its browser.
    private void Drop(LinkedListNode<Entry> node)
    {
        var entry = node.Value;
        _entries.Remove(entry.Dance.Id);
        _byAge.Remove(node);
        if (entry.NextOfBrowser is { } next)
            _browsers[entry.Dance.BrowserKeyDigest] = _browsers[entry.Dance.BrowserKeyDigest] with { Oldest = next, Count = _browsers[entry.Dance.BrowserKeyDigest].Count - 1 };
        else
            _browsers.Remove(entry.Dance.BrowserKeyDigest);
        entry.OutcomeSource?.TrySetResult(null);
    }
}
