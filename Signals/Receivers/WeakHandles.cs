namespace Signals.Receivers;

/// <summary>
/// The weak handles of the connections in one array. Only the array refers to it, so its finalizer runs when no send
/// reads the array any more: then it frees the handles of the connections that ended and, if the array was not replaced
/// and so its list is gone, of all.
/// </summary>
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
            // What an owner keeps for a list that is gone, it would keep for ever.
            if (connection.Hold == Hold.Closed && connection.TryGetWeak(out var call))
                Adapter.Detach(call);
            connection.FreeWeakHandle();
        }
    }
}
