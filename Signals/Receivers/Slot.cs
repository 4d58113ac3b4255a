using System.Runtime.InteropServices;

namespace Signals.Receivers;

/// <summary>
/// How one receiver is held. <b>Strong</b>: the delegate in <see cref="Held"/>. <b>Closed</b>: a weak handle on the delegate, which a
/// <see cref="Lifeline"/> keeps as long as its owner. <b>Open</b>: a weak handle on the target, and in <see cref="Held"/> a thunk that
/// all targets share. Neither: free. A handle is read and freed under the table's gate only.
/// </summary>
internal struct Slot
{
    public WeakGCHandle<object> Weak;
    public object? Held;
    public Mark Mark;

    public readonly bool IsFree => Held is null && !Weak.IsAllocated;

    /// <returns>What to call, and for an open receiver on what; null for one that is free or has been collected.</returns>
    public readonly object? Read(out object? target)
    {
        target = null;
        if (!Weak.IsAllocated)
            return Held;
        if (!Weak.TryGetTarget(out var alive))
            return null;
        if (Held is null)
            return alive;
        target = alive;
        return Held;
    }

    /// <summary>Makes it free. The mark stays, for the slots to stay sorted.</summary>
    /// <returns>The handle, empty, for another slot; or none.</returns>
    public WeakGCHandle<object> Free()
    {
        var handle = Weak;
        if (handle.IsAllocated)
            handle.SetTarget(null!);
        (Weak, Held) = (default, null);
        return handle;
    }
}
