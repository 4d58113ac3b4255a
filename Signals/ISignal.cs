namespace Signals;

/// <summary>
/// What can be said of any signal without knowing its types: for registries, listings and diagnostics. Thread-safe.
/// </summary>
public interface ISignal
{
    /// <summary>The name in its registry; null for a signal that was made without one.</summary>
    string? Name { get; }

    /// <summary>What the signal means, for people; null when there is none.</summary>
    string? Documentation { get; }

    /// <summary>
    /// Whether at least one receiver is connected and alive, for any sender or one; mutes do not count.
    /// </summary>
    bool HasReceivers { get; }

    /// <summary>The live receivers, for whatever sender, in connection order.</summary>
    IReadOnlyList<SignalReceiver> Receivers { get; }

    /// <summary>How many receivers have been garbage collected so far, with their object or owner.</summary>
    long CountCollected();

    /// <summary>
    /// Sent when a receiver was connected. The sender is this signal. Costs nothing until it has a receiver.
    /// </summary>
    Signal<ISignal, SignalReceiver> ReceiverConnected { get; }

    /// <summary>Sent when a receiver was disconnected; not when it died.</summary>
    Signal<ISignal, SignalReceiver> ReceiverDisconnected { get; }

    /// <summary>
    /// Sent when a receiver threw, once for each fault, on the thread where it threw, whatever the fault policy is. The
    /// only place where the faults of a feed arrive: what receivers throw at a signal that is subscribed to an Rx
    /// source does not end the source. What its own receivers throw is counted by the meter and goes no further.
    /// </summary>
    Signal<ISignal, SignalFault> ReceiverFaulted { get; }

    /// <summary>
    /// Sent when a receiver was found to have been garbage collected, with its object or owner: at the next send
    /// or connect, at a call of <see cref="CountCollected"/>, or after a full collection, on whatever thread that is. What
    /// its receivers throw is counted by the meter and goes no further; async ones are refused.
    /// </summary>
    Signal<ISignal, SignalReceiver> ReceiverDied { get; }

    /// <summary>Whether a mute is in force, so that sends call no receiver.</summary>
    bool IsMuted { get; }

    /// <summary>
    /// Silences the signal until the returned handle is disposed: sends call no receiver, no Rx observer. For the
    /// whole process, not for one async flow; mutes nest.
    /// </summary>
    /// <returns>The handle that ends the silence.</returns>
    IDisposable Mute();
}
