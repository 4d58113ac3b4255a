using System.Runtime.InteropServices;

namespace Signals.Receivers;

/// <summary>
/// Sweeps a table after each full collection, so that the memory and the thunks of collected receivers are released
/// even if nothing is sent or connected again.
/// </summary>
/// <remarks>
/// Nothing refers to the callback, so its finalizer runs after a collection, and registers the callback for the next.
/// </remarks>
internal sealed class Gen2GcCallback
{
    // A WeakGCHandle, not a WeakReference: a WeakReference would be finalized along with this object.
    private WeakGCHandle<ReceiverTable> _table;

    private Gen2GcCallback(ReceiverTable table) => _table = new(table);

    ~Gen2GcCallback()
    {
        if (!_table.TryGetTarget(out var table))
        {
            _table.Dispose();
            return;
        }
        GC.ReRegisterForFinalize(this);
        table.Sweep();
    }

    public static void Register(ReceiverTable table) => GC.KeepAlive(new Gen2GcCallback(table));
}
