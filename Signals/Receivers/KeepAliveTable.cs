using System.Runtime.CompilerServices;

namespace Signals.Receivers;

/// <summary>
/// Keeps an object as long as its owner, without keeping the owner: one ephemeron for each owner, to what it keeps.
/// What is kept may refer back to the owner; that cycle does not leak. Thread-safe.
/// </summary>
internal static class KeepAliveTable
{
    private const int TrimThreshold = 4096;
    private static readonly Lock Gate = new();
    // Owner → the one thing it keeps, or a set of them. Delegates and adapters only, whose Equals is not a user's.
    private static ConditionalWeakTable<object, object> _keptByOwner = [];
    private static int _size;
    private static bool _isTrimmed;

    /// <summary>
    /// Keeps a method group as long as its target. Equal ones are one delegate, which stays until the target dies, so
    /// that connecting it again, to whatever signal, costs nothing more.
    /// </summary>
    /// <returns>The delegate to hold.</returns>
    public static Delegate GetOrAdd(Delegate method)
    {
        // Read without the gate: the one delegate of a target stays in every table that this may be.
        if (_keptByOwner.TryGetValue(method.Target!, out var one) && method.Equals(one))
            return (Delegate)one;
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

    // A table of ephemerons does not shrink by itself: a large one of which little is left moves to a new one.
    private static void Trim()
    {
        lock (Gate)
        {
            var left = _size < TrimThreshold ? _size : _keptByOwner.Count();
            if (left * 4 > _size)
                return;
            ConditionalWeakTable<object, object> trimmed = [];
            foreach (var (owner, kept) in _keptByOwner)
                trimmed.Add(owner, kept);
            _keptByOwner = trimmed;
            _size = left;
        }
    }

    // As Gen2GcCallback: once after each full collection, however many signals there are.
    private sealed class Trimmer
    {
        ~Trimmer()
        {
            GC.ReRegisterForFinalize(this);
            Trim();
        }
    }
}
