using System.Runtime.CompilerServices;

namespace Signals;

/// <summary>
/// Ties an object's life to its owner's without keeping the owner alive: owner → list of what it keeps, an ephemeron.
/// What is kept may refer back to the owner; that cycle does not leak.
/// </summary>
internal static class Lifeline
{
    private static readonly ConditionalWeakTable<object, List<object>> Kept = [];

    public static void Tie(object owner, object kept)
    {
        var list = Kept.GetOrCreateValue(owner);
        lock (list)
            list.Add(kept);
    }

    public static void Untie(object owner, object kept)
    {
        if (!Kept.TryGetValue(owner, out var list))
            return;
        lock (list)
            list.Remove(kept);
    }
}
