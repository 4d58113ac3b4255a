namespace Signals.Receivers;

/// <summary>
/// The signals about a signal's receivers, each made when first asked for. The sender is the signal, the args describe the receiver.
/// They are sent outside the gate, after the fact, on whatever thread it happened; what their receivers throw goes to whoever connected or
/// disconnected, and is lost for those that died, which nobody did.
/// </summary>
internal sealed class ReceiverEvents(ISignal signal)
{
    private Signal<ISignal, SignalReceiver>? _connected;
    private Signal<ISignal, SignalReceiver>? _disconnected;
    private Signal<ISignal, SignalReceiver>? _died;

    public Signal<ISignal, SignalReceiver> Connected => Made(ref _connected, "receiver_connected", "A receiver was connected.");

    public Signal<ISignal, SignalReceiver> Disconnected => Made(ref _disconnected, "receiver_disconnected", "A receiver was disconnected.");

    public Signal<ISignal, SignalReceiver> Died => Made(ref _died, "receiver_died", "A receiver was garbage collected, with its object or owner.");

    public bool WantsConnected => IsWanted(_connected);

    public bool WantsDisconnected => IsWanted(_disconnected);

    public bool WantsDied => IsWanted(_died);

    public void TellConnected(SignalReceiver receiver) => _connected?.Send(signal, receiver);

    public void TellDisconnected(SignalReceiver receiver) => _disconnected?.Send(signal, receiver);

    public void TellDied(List<SignalReceiver> receivers)
    {
        // This may be the finalizer's thread, where an exception would end the process.
        foreach (var receiver in receivers)
            _died?.Send(signal, receiver, FaultPolicy.AnswerFaults);
    }

    private static bool IsWanted(Signal<ISignal, SignalReceiver>? made) => Volatile.Read(ref made) is { IsHeard: true };

    private static Signal<ISignal, SignalReceiver> Made(ref Signal<ISignal, SignalReceiver>? made, string name, string documentation) =>
        Volatile.Read(ref made) ?? Interlocked.CompareExchange(ref made, Signal<ISignal, SignalReceiver>.AboutReceivers(name, documentation), null) ?? made;
}
