using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>The faults of one send, and what becomes of them.</summary>
internal struct SendFaults(ReceiverTable table, FaultPolicy policy, Activity? activity)
{
    private List<SignalFault>? _faults;

    /// <summary>The faults so far; null when there is none.</summary>
    public readonly IReadOnlyList<SignalFault>? All => _faults;

    /// <summary>Keeps a fault, and tells of it.</summary>
    public void Add(SignalFault fault)
    {
        (_faults ??= []).Add(fault);
        SignalTelemetry.CountFault(table.Events.SignalName, activity);
        table.Events.TellFaulted(fault);
        if (policy == FaultPolicy.FailFast)
            ExceptionDispatchInfo.Throw(fault.Exception);
    }

    /// <summary>Ends a send that came to its end.</summary>
    public readonly void ThrowIfAny()
    {
        if (_faults is not null && policy == FaultPolicy.FinishThenThrow)
            throw Exception(_faults);
    }

    /// <summary>What a cancelled send throws: nothing that receivers threw before is lost.</summary>
    public readonly Exception ForCancellation(OperationCanceledException exception) => _faults is null
        ? exception
        : new OperationCanceledException(
            $"{exception.Message} Receivers that were called before threw: see InnerException.", Exception(_faults), exception.CancellationToken);

    private readonly SignalException Exception(List<SignalFault> faults) => new(table.Events.SignalName, faults);
}
