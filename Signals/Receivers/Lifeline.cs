using System.Runtime.CompilerServices;

namespace Signals.Receivers;

/// <summary>
/// Ties an object's life to its owner's without keeping the owner alive: one ephemeron for each owner, to what it keeps. What is kept
/// may refer back to the owner; that cycle does not leak.
/// </summary>
internal static class Lifeline
{
    private const int WorthTrimming = 4096;
    private static readonly Lock Gate = new();
    private static ConditionalWeakTable<object, object> Kept = [];
    private static int _size;

    /// <summary>
    /// Keeps a method group of its own target. The same method's delegate is made once and stays until the object dies, so that connecting
    /// it again, to whatever signal, costs nothing more.
    /// </summary>
    /// <returns>The delegate to hold: this one, or the equal one that is kept already.</returns>
    public static Delegate Share(Delegate method)
    {
        var owner = method.Target!;
        lock (Gate)
        {
            if (!Kept.TryGetValue(owner, out var kept))
                Add(owner, method);
            else if (kept is List<object> list)
                return list.Find(method.Equals) as Delegate ?? Add(list, method);
            else if (method.Equals(kept))
                return (Delegate)kept;
            else
                Kept.AddOrUpdate(owner, new List<object>(2) { kept, method });
            return method;
        }
    }

    public static void Tie(object owner, object kept)
    {
        lock (Gate)
        {
            if (!Kept.TryGetValue(owner, out var before))
                Add(owner, kept);
            else if (before is List<object> list)
                list.Add(kept);
            else
                Kept.AddOrUpdate(owner, new List<object>(2) { before, kept });
        }
    }

    public static void Untie(object owner, object kept)
    {
        lock (Gate)
        {
            if (!Kept.TryGetValue(owner, out var before))
                return;
            if (before is List<object> list)
                list.Remove(kept);
            else if (ReferenceEquals(before, kept))
                Kept.Remove(owner);
        }
    }

    /// <summary>A table of ephemerons does not shrink by itself: after a full collection that left little of a large one, that moves to a new one.</summary>
    public static void Trim()
    {
        lock (Gate)
        {
            var left = _size < WorthTrimming ? _size : Kept.Count();
            if (left * 4 > _size)
                return;
            ConditionalWeakTable<object, object> trimmed = [];
            foreach (var (owner, kept) in Kept)
                trimmed.Add(owner, kept);
            (Kept, _size) = (trimmed, left);
        }
    }

    private static void Add(object owner, object kept)
    {
        Kept.Add(owner, kept);
        _size++;
    }

    private static Delegate Add(List<object> list, Delegate method)
    {
        list.Add(method);
        return method;
    }
}
