namespace Signals;

/// <summary>The behavior of a send when a receiver throws. The default is <see cref="FinishThenThrow"/>.</summary>
/// <remarks>No policy ends a connection: a receiver that threw is called again at the next send.</remarks>
public enum FaultPolicy
{
    /// <summary>
    /// Every receiver runs; then one <see cref="SignalException"/> carries all faults, each with its receiver.
    /// </summary>
    FinishThenThrow,

    /// <summary>The send rethrows the first exception unwrapped and calls no later receiver, as blinker does.</summary>
    FailFast,

    /// <summary>Every receiver runs, and the send returns the faults among the answers and throws nothing.</summary>
    AnswerFaults,
}
