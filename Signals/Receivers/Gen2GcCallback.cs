using System.Runtime.InteropServices;

namespace Signals.Receivers;

/// <summary>
/// Sweeps a table after each full collection, so that receivers which died give back their room, and open ones their
/// thunk, even if nothing is sent or connected again. An object that nothing refers to: its finalizer runs after a
/// collection, and registers it for the next.
/// </summary>
internal sealed class Gen2GcCallback
{
    // A WeakReference would be finalized along with this object; a handle is ours to free.
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
