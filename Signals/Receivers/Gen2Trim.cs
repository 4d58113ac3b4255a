using System.Runtime.InteropServices;

namespace Signals.Receivers;

/// <summary>
/// Sweeps a table after each full collection, so that receivers which died give back their room even if nobody sends or connects again.
/// It is an object that nobody holds: its finalizer runs after a collection, and registers it for the next.
/// </summary>
internal sealed class Gen2Trim
{
    // A WeakReference would be finalized along with this object; a handle is ours to free.
    private WeakGCHandle<ReceiverTable> _table;

    private Gen2Trim(ReceiverTable table) => _table = new(table);

    ~Gen2Trim()
    {
        if (!_table.TryGetTarget(out var table))
        {
            _table.Dispose();
            return;
        }
        table.Sweep();
        Lifeline.Trim();
        GC.ReRegisterForFinalize(this);
    }

    /// <returns>True: it is done once.</returns>
    public static bool Register(ReceiverTable table)
    {
        GC.KeepAlive(new Gen2Trim(table));
        return true;
    }
}
