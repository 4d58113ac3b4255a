namespace Signals;

/// <summary>
/// What a send does when a receiver throws. The default is <see cref="FinishThenThrow"/>; none of them ends a
/// connection.
/// </summary>
public enum FaultPolicy
{
    /// <summary>
    /// Every receiver runs; then one <see cref="SignalException"/> carries all faults, each with its receiver.
    /// </summary>
    FinishThenThrow,

    /// <summary>
    /// The first exception leaves the send as it is, and later receivers are not called: what blinker does.
    /// </summary>
    FailFast,

    /// <summary>Every receiver runs, and the faults come back among the answers; nothing is thrown.</summary>
    AnswerFaults,
}
