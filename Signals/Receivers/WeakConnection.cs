using System.Runtime.InteropServices;

namespace Signals.Receivers;

/// <summary>A connection that holds a delegate or a target weakly. It owns its handle, which only its finalizer frees.</summary>
internal sealed class WeakConnection : Connection
{
    // A handle is the address of a word, so its last bit is free: set, there is nothing to read any more.
    private const nint EndedBit = 1;
    private nint _handle;

    public WeakConnection(object weak, object? held, long order, CallerLocation? location, ConnectionTraits traits)
        : base(held, order, location, traits) => _handle = WeakGCHandle<object>.ToIntPtr(new(weak));

    // The field says so before the handle is freed: see Weak.
    ~WeakConnection() => WeakGCHandle<object>.FromIntPtr(Interlocked.Exchange(ref _handle, EndedBit) & ~EndedBit).Dispose();

    /// <summary>The delegate or the target; null once it was collected, or the connection has ended.</summary>
    // A finalizer of another object may bring this one back to life, and let a thread read while the handle is freed and given
    // to something else. What was read counts only if the handle was still this connection's afterwards.
    public object? Weak
    {
        get
        {
            var handle = _handle;
            if ((handle & EndedBit) != 0 || !WeakGCHandle<object>.FromIntPtr(handle).TryGetTarget(out var weak))
                return null;
            Volatile.ReadBarrier();
            return _handle == handle ? weak : null;
        }
    }

    public override void End()
    {
        base.End();
        Volatile.Write(ref _handle, _handle | EndedBit);
    }
}
