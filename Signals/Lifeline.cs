using System.Runtime.CompilerServices;

namespace Signals;

/// <summary>
/// Ties an object's life to its owner's without keeping the owner alive: one ephemeron for each owner, to what it keeps. What is kept
/// may refer back to the owner; that cycle does not leak.
/// </summary>
internal static class Lifeline
{
    private static readonly ConditionalWeakTable<object, object> Kept = [];
    private static readonly Lock Gate = new();

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
                Kept.Add(owner, method);
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
                Kept.Add(owner, kept);
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

    private static Delegate Add(List<object> list, Delegate method)
    {
        list.Add(method);
        return method;
    }
}
