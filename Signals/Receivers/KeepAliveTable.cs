using System.Runtime.CompilerServices;

namespace Signals.Receivers;

/// <summary>
/// Keeps delegates alive as long as their owner, without keeping the owner alive: one ephemeron for each owner.
/// </summary>
/// <remarks>A delegate may refer back to its owner; such a cycle does not leak. Thread-safe.</remarks>
internal static class KeepAliveTable
{
    private const int TrimThreshold = 4096;
    private static readonly Lock Gate = new();
    // Owner → its one delegate, or a set of delegates. Delegate.Equals runs no user code.
    private static ConditionalWeakTable<object, object> _keptByOwner = [];
    private static int _size;
    private static bool _isTrimmed;

    /// <summary>
    /// Keeps a method group alive as long as its target. Equal method groups share one delegate, which stays until the
    /// target dies, so that connecting the method again, to any signal, needs no more memory.
    /// </summary>
    /// <returns>The shared delegate.</returns>
    public static Delegate GetOrAdd(Delegate method)
    {
        // Read without the gate: trimming replaces the table, but every table has the target's one delegate.
        if (_keptByOwner.TryGetValue(method.Target!, out var single) && method.Equals(single))
            return (Delegate)single;
        lock (Gate)
        {
            if (!_keptByOwner.TryGetValue(method.Target!, out var kept))
                Add(method.Target!, method);
            else if (method.Equals(kept))
                return (Delegate)kept;
            else if (GetOrAddSet(method.Target!, kept) is var set && set.TryGetValue(method, out var equal))
                return (Delegate)equal;
            else
                set.Add(method);
            return method;
        }
    }

    public static void Attach(object owner, Delegate adapter)
    {
        lock (Gate)
        {
            if (_keptByOwner.TryGetValue(owner, out var kept))
                GetOrAddSet(owner, kept).Add(adapter);
            else
                Add(owner, adapter);
        }
    }

    public static void Detach(object owner, Delegate adapter)
    {
        lock (Gate)
        {
            if (!_keptByOwner.TryGetValue(owner, out var kept))
                return;
            if (kept is HashSet<object> set)
                set.Remove(adapter);
            else if (adapter.Equals(kept) && _keptByOwner.Remove(owner))
                _size--;
        }
    }

    private static void Add(object owner, Delegate kept)
    {
        _keptByOwner.Add(owner, kept);
        _size++;
        if (_isTrimmed || _size < TrimThreshold)
            return;
        _isTrimmed = true;
        GC.KeepAlive(new Trimmer());
    }

    private static HashSet<object> GetOrAddSet(object owner, object kept)
    {
        if (kept is HashSet<object> set)
            return set;
        set = [kept];
        _keptByOwner.AddOrUpdate(owner, set);
        return set;
    }

    // ConditionalWeakTable never shrinks: copy a large table that has few entries left.
    private static void Trim()
    {
        lock (Gate)
        {
            var remaining = _size < TrimThreshold ? _size : _keptByOwner.Count();
            if (remaining * 4 > _size)
                return;
            ConditionalWeakTable<object, object> trimmed = [];
            foreach (var (owner, kept) in _keptByOwner)
                trimmed.Add(owner, kept);
            _keptByOwner = trimmed;
            _size = remaining;
        }
    }

    // As Gen2GcCallback, but one for the process: trims after each full collection.
    private sealed class Trimmer
    {
        ~Trimmer()
        {
            GC.ReRegisterForFinalize(this);
            Trim();
        }
    }
}
