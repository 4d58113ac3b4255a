using System.Runtime.InteropServices;

namespace OAuthClient.Storage;

/// <summary>
/// Stores pending dances in memory: only the process that began a login can finish it. The store holds a bounded number
/// of dances, in all and for each browser, and drops the oldest first. Thread-safe.
/// </summary>
/// <param name="time">The clock; the system's by default.</param>
/// <param name="capacity">How many dances the store holds in all.</param>
/// <param name="capacityPerBrowser">How many dances the store holds for one browser.</param>
public sealed class MemoryPendingDanceStore(
    TimeProvider? time = null, int capacity = 10_000, int capacityPerBrowser = 10) : IPendingDanceStore
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    // Oldest first. All dances live equally long, so the oldest dance also expires first.
    private readonly LinkedList<Entry> _byAge = [];
    private readonly Dictionary<string, BrowserEntries> _browsers = new(StringComparer.Ordinal);

    // A store may hold many entries for a while, so an entry has as few objects as possible.
    private sealed class Entry(PendingDance dance)
    {
        public PendingDance Dance => dance;

        /// <summary>The next dance that the same browser began.</summary>
        public LinkedListNode<Entry>? NextOfBrowser { get; set; }

        public string? CallbackDigest { get; set; }

        public DateTimeOffset TakenAt { get; set; }

        public OAuthOutcome? Outcome { get; set; }

        /// <summary>Completes the callers that wait for the outcome; null when no caller does.</summary>
        public TaskCompletionSource<OAuthOutcome?>? OutcomeSource { get; set; }
    }

    private readonly record struct BrowserEntries(
        LinkedListNode<Entry> Oldest, LinkedListNode<Entry> Newest, int Count);

    /// <summary>The number of dances in the store.</summary>
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
            var browser = _browsers[dance.BrowserKeyDigest];
            if (browser.Count > capacityPerBrowser)
                DropOldestOfBrowser(browser.Oldest);
            if (_byAge.Count > capacity)
                DropOldestOfBrowser(_byAge.First!);
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
            if (!_entries.TryGetValue(id, out var node) || node.Value is not { CallbackDigest: null } entry)
                return ValueTask.FromResult(false);
            entry.CallbackDigest = callbackDigest;
            entry.TakenAt = _time.GetUtcNow();
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_entries.GetValueOrDefault(id)?.Value is { CallbackDigest: not null, Outcome: null } entry)
            {
                entry.Outcome = outcome;
                entry.OutcomeSource?.TrySetResult(outcome);
            }
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<FinishedDance?> WaitForOutcomeAsync(
        string id, CancellationToken cancellationToken = default)
    {
        Entry? entry;
        Task<OAuthOutcome?> outcomeTask;
        lock (_lock)
        {
            entry = _entries.GetValueOrDefault(id)?.Value;
            if (entry is not { CallbackDigest: not null })
                return null;
            outcomeTask = OutcomeTask(entry);
        }
        var outcome = await outcomeTask.WaitAsync(cancellationToken).ConfigureAwait(false);
        return outcome is null ? null : new(entry.CallbackDigest, entry.TakenAt, outcome);
    }

    private static Task<OAuthOutcome?> OutcomeTask(Entry entry)
    {
        if (entry.Outcome is { } outcome)
            return Task.FromResult<OAuthOutcome?>(outcome);
        // Asynchronously: the thread that finishes the dance must not run the waiting callers.
        entry.OutcomeSource ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        return entry.OutcomeSource.Task;
    }

    // An expired dance stays for one more lifetime, so that its callback is called expired and not unknown.
    private void DropExpired()
    {
        var now = _time.GetUtcNow();
        while (_byAge.First is { Value.Dance: var oldest } node
            && oldest.ExpiresAt + (oldest.ExpiresAt - oldest.CreatedAt) <= now)
        {
            DropOldestOfBrowser(node);
        }
    }

    private void AppendToBrowser(LinkedListNode<Entry> node)
    {
        ref var browser = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _browsers, node.Value.Dance.BrowserKeyDigest, out var isKnown);
        if (isKnown)
            browser.Newest.Value.NextOfBrowser = node;
        browser = new(isKnown ? browser.Oldest : node, node, browser.Count + 1);
    }

    private void DropOldestOfBrowser(LinkedListNode<Entry> node)
    {
        var entry = node.Value;
        var browserKey = entry.Dance.BrowserKeyDigest;
        _entries.Remove(entry.Dance.Id);
        _byAge.Remove(node);
        if (entry.NextOfBrowser is { } next)
        {
            var browser = _browsers[browserKey];
            _browsers[browserKey] = browser with { Oldest = next, Count = browser.Count - 1 };
        }
        else
        {
            _browsers.Remove(browserKey);
        }
        entry.OutcomeSource?.TrySetResult(null);
    }
}
