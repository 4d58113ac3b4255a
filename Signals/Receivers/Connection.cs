using System.Runtime.CompilerServices;

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
internal readonly record struct ConnectionTraits(Hold Hold, CallKind Call, ReceiverLifetime Lifetime, bool IsAnswering, bool HasIdentity);

/// <summary>
/// One receiver of one <see cref="ReceiverList"/>, this one strongly held. A connection ends once: it lets go of its receiver, never
/// takes another, and every array that a send still reads sees that. Changed under the table's gate, read without it.
/// </summary>
internal class Connection(object? held, long order, CallerLocation? location, ConnectionTraits traits)
{
    private object? _held = held;
    // Where it was connected; the description, which says that too, once there is one.
    private object? _about = location;
    private bool _isEnded;

    /// <summary>The place in connection order, never given twice.</summary>
    public long Order { get; } = order;

    public Hold Hold { get; } = traits.Hold;

    public CallKind Call { get; } = traits.Call;

    public ReceiverLifetime Lifetime { get; } = traits.Lifetime;

    public bool IsAnswering { get; } = traits.IsAnswering;

    /// <summary>Whether the same receiver, connected again, would be this connection.</summary>
    public bool HasIdentity { get; } = traits.HasIdentity;

    /// <summary>The strong delegate, or the thunk of an open receiver; null for a closed one, and once it has ended.</summary>
    public object? Held => Volatile.Read(ref _held);

    /// <summary>Whether it was disconnected, or its death was noticed.</summary>
    public bool IsEnded => Volatile.Read(ref _isEnded);

    public bool IsAlive => Read(out _) is not null;

    public string? Location => (Volatile.Read(ref _about) as CallerLocation)?.ToString();

    /// <summary>The description, once there is one.</summary>
    public SignalReceiver? Description
    {
        get => Volatile.Read(ref _about) as SignalReceiver;
        set => Volatile.Write(ref _about, value);
    }

    /// <returns>What to call, and for an open receiver on what; null when the connection has ended or its receiver was collected.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public object? Read(out object? target)
    {
        target = null;
        if (Hold == Hold.Strong)
            return Held;
        // Unsafe.As: a connection is held strongly, or else is a WeakConnection.
        var weak = Unsafe.As<WeakConnection>(this).Weak;
        if (Hold == Hold.Closed || weak is null)
            return weak;
        target = weak;
        return Held;
    }

    public virtual void End()
    {
        Volatile.Write(ref _isEnded, true);
        Volatile.Write(ref _held, null);
    }
}
