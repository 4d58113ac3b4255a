namespace Signals;

/// <summary>A signal of any types, for registries, listings and diagnostics.</summary>
/// <remarks>Thread-safe.</remarks>
public interface ISignal
{
    /// <summary>The name in its registry; null for a signal that was made without a name.</summary>
    string? Name { get; }

    /// <summary>The meaning of the signal, for people; null for a signal that was not documented.</summary>
    string? Documentation { get; }

    /// <summary>
    /// Whether at least one receiver is connected and alive, for any sender or for one. Mutes do not count.
    /// </summary>
    bool HasReceivers { get; }

    /// <summary>The live receivers of all senders, in connection order.</summary>
    IReadOnlyList<SignalReceiver> Receivers { get; }

    /// <summary>Counts the receivers that were garbage collected so far, with their object or owner.</summary>
    /// <returns>The count since the signal was made. Counting also frees what the collected receivers used.</returns>
    long CountCollected();

    /// <summary>Sent when a receiver was connected. The sender is this signal.</summary>
    /// <remarks>
    /// An exception of a receiver of this event leaves <c>Connect</c>, and then nothing stays connected.
    /// </remarks>
    Signal<ISignal, SignalReceiver> ReceiverConnected { get; }

    /// <summary>Sent when a receiver was disconnected; not when it died.</summary>
    Signal<ISignal, SignalReceiver> ReceiverDisconnected { get; }

    /// <summary>
    /// Sent when a receiver threw, once for each fault, on the thread of the fault, under every fault policy.
    /// </summary>
    /// <remarks>
    /// A signal that is subscribed to an Rx source reports the faults of its receivers only here: they do not end the
    /// source. The meter counts exceptions of receivers of this event, and they go no further.
    /// </remarks>
    Signal<ISignal, SignalFault> ReceiverFaulted { get; }

    /// <summary>Sent when a receiver was found to have been garbage collected, with its object or owner.</summary>
    /// <remarks>
    /// The signal finds collected receivers at the next send or connect, at a call of <see cref="CountCollected"/>, or
    /// after a full collection, and sends this event on the same thread, which may be the finalizer's. The meter counts
    /// exceptions of receivers of this event, and they go no further. Async receivers are refused.
    /// </remarks>
    Signal<ISignal, SignalReceiver> ReceiverDied { get; }

    /// <summary>Whether a mute is in force, so that sends call no receiver.</summary>
    bool IsMuted { get; }

    /// <summary>
    /// Mutes the signal until the returned handle is disposed: sends call no receiver and no Rx observer.
    /// </summary>
    /// <returns>The handle that ends the mute.</returns>
    /// <remarks>A mute holds for the whole process, not for one async flow. Mutes nest.</remarks>
    IDisposable Mute();
}
