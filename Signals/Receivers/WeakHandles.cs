namespace Signals.Receivers;

/// <summary>Frees the weak handles of the connections in one array.</summary>
/// <remarks>
/// Only the array refers to it, so its finalizer runs when no send reads the array any more. The finalizer frees the
/// handles of the ended connections. If the array was never replaced, its list is gone, and all handles are freed.
/// </remarks>
internal sealed class WeakHandles(Connection[] items) : LateFinalizer
{
    private bool _isReplaced;

    public void MarkReplaced() => _isReplaced = true;

    protected override void End()
    {
        foreach (var connection in items)
        {
            if (connection is null)
                return;
            if (_isReplaced && !connection.IsEnded)
                continue;
            // The receiver list is gone, so nothing else would ever remove this delegate from its owner.
            if (connection.Hold == Hold.Closed && connection.TryGetWeak(out var call))
                Adapter.Detach(call);
            connection.FreeWeakHandle();
        }
    }
}
