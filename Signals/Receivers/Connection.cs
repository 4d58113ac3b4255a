using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Signals.Receivers;

/// <summary>
/// One receiver of one <see cref="ReceiverList"/>. A connection ends once: it releases its receiver and never takes
/// another. A send sees the end also through an array that was replaced.
/// </summary>
/// <remarks>Written under the table's gate, read without it.</remarks>
/// <param name="held">The strongly held object: the delegate, or the thunk of an open receiver.</param>
/// <param name="weak">The weakly held object: the delegate, or the target of an open receiver.</param>
/// <param name="order">The position in connection order.</param>
/// <param name="location">The file and line of the connect.</param>
/// <param name="traits">How the receiver is held and called.</param>
internal sealed class Connection(
    object? held, object? weak, long order, CallerLocation? location, ConnectionTraits traits)
{
    // A handle is an aligned address, so its last bit is free. Set, it says that the connection holds nothing weakly,
    // or has ended.
    private const nint EndedBit = 1;
    private nint _weakHandle = weak is null ? EndedBit : WeakGCHandle<object>.ToIntPtr(new(weak));
    private object? _held = held;
    // The location; replaced by the description, which includes the location, once the connection was described.
    private object? _locationOrDescription = location;
    private readonly byte _lifetime = (byte)traits.Lifetime;
    private bool _isEnded;

    /// <summary>The position in connection order; no two connections have the same.</summary>
    public long Order { get; } = order;

    public Hold Hold { get; } = traits.Hold;

    public CallKind Kind { get; } = traits.Kind;

    public ReceiverLifetime Lifetime => (ReceiverLifetime)_lifetime;

    public bool IsAnswering { get; } = traits.IsAnswering;

    /// <summary>Whether connecting the same receiver again finds this connection.</summary>
    public bool HasIdentity { get; } = traits.HasIdentity;

    /// <summary>
    /// The strongly held delegate or thunk; null for <see cref="Hold.Closed"/>, and once the connection has ended.
    /// </summary>
    public object? Held => Volatile.Read(ref _held);

    /// <summary>Whether the receiver was disconnected, or was found to have been collected.</summary>
    public bool IsEnded => Volatile.Read(ref _isEnded);

    public bool IsAlive => GetCall(out _) is not null;

    public string? Location => (Volatile.Read(ref _locationOrDescription) as CallerLocation)?.ToString();

    /// <summary>The description; null until the connection was described.</summary>
    public SignalReceiver? Description
    {
        get => Volatile.Read(ref _locationOrDescription) as SignalReceiver;
        set => Volatile.Write(ref _locationOrDescription, value);
    }

    /// <summary>Reads the weakly held delegate or target.</summary>
    /// <returns>
    /// False once the object was collected or the connection has ended, and always for a strong connection.
    /// </returns>
    // A finalizer may resurrect a signal, so that a thread reads the handle while it is freed and reused. The object
    // that was read is valid only if the handle is still this connection's afterwards.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetWeak([NotNullWhen(true)] out object? weak)
    {
        weak = null;
        var handle = _weakHandle;
        return (handle & EndedBit) == 0 && WeakGCHandle<object>.FromIntPtr(handle).TryGetTarget(out weak)
            && HasHandle(handle);
    }

    /// <summary>Reads the delegate of a receiver that is not open.</summary>
    /// <returns>False for an open receiver, and when the connection has ended or the receiver was collected.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetDelegate([NotNullWhen(true)] out object? call)
    {
        if (Hold == Hold.Closed)
            return TryGetWeak(out call);
        call = Hold == Hold.Strong ? Held : null;
        return call is not null;
    }

    /// <summary>Reads the thunk and the target of an open receiver.</summary>
    /// <returns>False for any other receiver, and when the connection has ended or the target was collected.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetThunk([NotNullWhen(true)] out object? thunk, [NotNullWhen(true)] out object? target)
    {
        thunk = Held;
        target = null;
        return Hold == Hold.Open && thunk is not null && TryGetWeak(out target);
    }

    /// <summary>Gets the delegate or thunk to call, and the target of an open receiver.</summary>
    /// <returns>Null when the connection has ended or the receiver was collected.</returns>
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
        // CompareExchange, so as not to overwrite what a finalizer wrote in FreeWeakHandle.
        if ((handle & EndedBit) == 0)
            Interlocked.CompareExchange(ref _weakHandle, handle | EndedBit, handle);
    }

    /// <summary>
    /// Frees the weak handle, once. Call it only when no send can read the handle: see <see cref="WeakHandles"/>.
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
