namespace Signals.Receivers;

/// <summary>
/// The signals about a signal's receivers, each made when first asked for. Their sender is the signal.
/// </summary>
/// <remarks>They are sent after the event, on the thread of the event, and never under the gate.</remarks>
internal sealed class ReceiverEvents(ISignal signal)
{
    private Signal<ISignal, SignalReceiver>? _connected;
    private Signal<ISignal, SignalReceiver>? _disconnected;
    private Signal<ISignal, SignalReceiver>? _died;
    private Signal<ISignal, SignalFault>? _faulted;

    public Signal<ISignal, SignalReceiver> Connected =>
        GetOrCreate(ref _connected, "receiver_connected", "A receiver was connected.");

    public Signal<ISignal, SignalReceiver> Disconnected =>
        GetOrCreate(ref _disconnected, "receiver_disconnected", "A receiver was disconnected.");

    public Signal<ISignal, SignalReceiver> Died =>
        GetOrCreate(ref _died, "receiver_died", "A receiver was garbage collected, with its object or owner.");

    public Signal<ISignal, SignalFault> Faulted => GetOrCreate(ref _faulted, "receiver_faulted", "A receiver threw.");

    public string? SignalName => signal.Name;

    public bool WantsConnected => IsWanted(_connected);

    public bool WantsDisconnected => IsWanted(_disconnected);

    public bool WantsDied => IsWanted(_died);

    public void TellConnected(SignalReceiver receiver) => _connected?.Send(signal, receiver);

    public void TellDisconnected(SignalReceiver receiver) => _disconnected?.Send(signal, receiver);

    public void TellDied(SignalReceiver receiver)
    {
        try
        {
            _died?.Send(signal, receiver, FaultPolicy.AnswerFaults);
        }
        catch (Exception)
        {
            // A MeterListener threw. On the finalizer's thread the exception would end the process.
        }
    }

    // AnswerFaults: the fault of a receiver of faults is only counted, since a report would call that receiver again.
    public void TellFaulted(SignalFault fault) => _faulted?.Send(signal, fault, FaultPolicy.AnswerFaults);

    private static bool IsWanted<TArgs>(Signal<ISignal, TArgs>? signal) =>
        Volatile.Read(ref signal) is { HasConnections: true };

    private static Signal<ISignal, TArgs> GetOrCreate<TArgs>(
        ref Signal<ISignal, TArgs>? created, string name, string documentation) =>
        Volatile.Read(ref created)
        ?? Interlocked.CompareExchange(ref created, Signal<ISignal, TArgs>.ForReceiverEvents(name, documentation), null)
        ?? created;
}
