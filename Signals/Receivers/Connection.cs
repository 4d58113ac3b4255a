using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Signals.Receivers;

/// <summary>How a connection holds its receiver.</summary>
internal enum Hold : byte
{
    /// <summary>The delegate, strongly.</summary>
    Strong,

    /// <summary>The delegate, weakly; a <see cref="KeepAliveTable"/> keeps it as long as its object or owner.</summary>
    Closed,

    /// <summary>The target, weakly, and strongly a thunk that all targets share.</summary>
    Open,
}

/// <summary>How a send calls the delegate.</summary>
internal enum CallKind : byte
{
    /// <summary>It returns when it is done.</summary>
    Sync,

    /// <summary>It returns a value task.</summary>
    Async,

    /// <summary>It takes a cancellation token and returns a value task.</summary>
    AsyncWithToken,
}

/// <summary>What is known of a connection from the start.</summary>
internal readonly record struct ConnectionTraits(
    Hold Hold, CallKind Call, ReceiverLifetime Lifetime, bool IsAnswering, bool HasIdentity);

/// <summary>
/// One receiver of one <see cref="ReceiverList"/>. A connection ends once: it lets go of its receiver, never
/// takes another, and every array that a send still reads sees that. Changed under the table's gate, read without it.
/// </summary>
/// <param name="held">What is held strongly: the delegate, or the thunk of an open receiver.</param>
/// <param name="weak">What is held weakly: the delegate, or the target of an open receiver.</param>
/// <param name="order">The place in connection order.</param>
/// <param name="location">Where it was connected.</param>
/// <param name="traits">How it is held and called.</param>
internal sealed class Connection(
    object? held, object? weak, long order, CallerLocation? location, ConnectionTraits traits)
{
    // A handle is the address of a word, so its last bit is free: set, there is nothing to read, or not any more.
    private const nint EndedBit = 1;
    private nint _weakHandle = weak is null ? EndedBit : WeakGCHandle<object>.ToIntPtr(new(weak));
    private object? _held = held;
    // Where it was connected; the description, which says that too, once there is one.
    private object? _locationOrDescription = location;
    private readonly byte _lifetime = (byte)traits.Lifetime;
    private bool _isEnded;

    /// <summary>The place in connection order, never given twice.</summary>
    public long Order { get; } = order;

    public Hold Hold { get; } = traits.Hold;

    public CallKind Kind { get; } = traits.Call;

    public ReceiverLifetime Lifetime => (ReceiverLifetime)_lifetime;

    public bool IsAnswering { get; } = traits.IsAnswering;

    /// <summary>Whether the same receiver, connected again, would be this connection.</summary>
    public bool HasIdentity { get; } = traits.HasIdentity;

    /// <summary>
    /// The strong delegate, or the thunk of an open receiver; null for a closed one, and once it has ended.
    /// </summary>
    public object? Held => Volatile.Read(ref _held);

    /// <summary>Whether it was disconnected, or its death was noticed.</summary>
    public bool IsEnded => Volatile.Read(ref _isEnded);

    public bool IsAlive => GetCall(out _) is not null;

    public string? Location => (Volatile.Read(ref _locationOrDescription) as CallerLocation)?.ToString();

    /// <summary>The description, once there is one.</summary>
    public SignalReceiver? Description
    {
        get => Volatile.Read(ref _locationOrDescription) as SignalReceiver;
        set => Volatile.Write(ref _locationOrDescription, value);
    }

    /// <summary>Reads the weakly held delegate or target.</summary>
    /// <returns>False once it was collected or the connection has ended, and always for a strong connection.</returns>
    // A finalizer may bring a signal back to life, and let a thread read while the handle is freed and given to
    // something else. What was read counts only if the handle was still this connection's afterwards.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetWeak([NotNullWhen(true)] out object? weak)
    {
        weak = null;
        var handle = _weakHandle;
        return (handle & EndedBit) == 0 && WeakGCHandle<object>.FromIntPtr(handle).TryGetTarget(out weak)
            && HasHandle(handle);
    }

    /// <summary>The delegate of a receiver that is not open.</summary>
    /// <returns>False for an open one, and when the connection has ended or its receiver was collected.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetDelegate([NotNullWhen(true)] out object? call)
    {
        if (Hold == Hold.Closed)
            return TryGetWeak(out call);
        call = Hold == Hold.Strong ? Held : null;
        return call is not null;
    }

    /// <summary>What to call of an open receiver, and on what.</summary>
    /// <returns>
    /// False for one that is not open, and when the connection has ended or its target was collected.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetThunk([NotNullWhen(true)] out object? thunk, [NotNullWhen(true)] out object? target)
    {
        thunk = Held;
        target = null;
        return Hold == Hold.Open && thunk is not null && TryGetWeak(out target);
    }

    /// <returns>
    /// What to call, and for an open receiver on what; null when the connection has ended or its receiver was
    /// collected.
    /// </returns>
    public object? GetCall(out object? target)
    {
        target = null;
        return TryGetDelegate(out var call) || TryGetThunk(out call, out target) ? call : null;
    }

    public void End()
    {
        Volatile.Write(ref _isEnded, true);
        Volatile.Write(ref _held, null);
        var handle = _weakHandle;
        // Not over what a finalizer has written meanwhile: see FreeWeakHandle.
        if ((handle & EndedBit) == 0)
            Interlocked.CompareExchange(ref _weakHandle, handle | EndedBit, handle);
    }

    /// <summary>
    /// Frees the weak handle, once. Only for one that no send can be reading: see <see cref="WeakHandles"/>.
    /// </summary>
    public void FreeWeakHandle()
    {
        var handle = Interlocked.Exchange(ref _weakHandle, EndedBit) & ~EndedBit;
        if (handle != 0)
            WeakGCHandle<object>.FromIntPtr(handle).Dispose();
    }

    private bool HasHandle(nint handle)
    {
        Volatile.ReadBarrier();
        return _weakHandle == handle;
    }
}
