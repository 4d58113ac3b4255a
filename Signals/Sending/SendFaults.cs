using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Collects and reports the faults of one send, as its fault policy says.</summary>
internal struct SendFaults(ReceiverTable table, FaultPolicy policy, Activity? activity)
{
    private List<SignalFault>? _faults;

    /// <summary>The faults so far; null when no receiver threw.</summary>
    public readonly IReadOnlyList<SignalFault>? All => _faults;

    /// <summary>Adds a fault, and tells the meter, the activity and ReceiverFaulted.</summary>
    public void Add(SignalFault fault)
    {
        (_faults ??= []).Add(fault);
        SignalTelemetry.CountFault(table.Events.SignalName, activity);
        table.Events.TellFaulted(fault);
        if (policy == FaultPolicy.FailFast)
            ExceptionDispatchInfo.Throw(fault.Exception);
    }

    /// <summary>Ends a send that has called all receivers: throws the faults if the policy says so.</summary>
    public readonly void ThrowIfAny()
    {
        if (_faults is not null && policy == FaultPolicy.FinishThenThrow)
            throw Exception(_faults);
    }

    /// <summary>The exception of a cancelled send; earlier faults are its inner exception.</summary>
    public readonly Exception ForCancellation(OperationCanceledException exception) => _faults is null
        ? exception
        : new OperationCanceledException(
            $"{exception.Message} Receivers that were called before threw: see InnerException.",
            Exception(_faults),
            exception.CancellationToken);

    private readonly SignalException Exception(List<SignalFault> faults) => new(table.Events.SignalName, faults);
}
