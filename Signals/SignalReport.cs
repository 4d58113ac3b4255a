namespace Signals;

/// <summary>
/// What became of one send of a signal that collects no answers. The default is a send that called no receiver.
/// </summary>
/// <param name="Reached">
/// How many receivers were called, those that threw included; 0 means that none was connected.
/// </param>
public readonly record struct SignalReport(int Reached)
{
    private readonly IReadOnlyList<SignalFault>? _faults;

    /// <summary>
    /// What receivers threw, in connection order. Empty unless the send used <see cref="FaultPolicy.AnswerFaults"/>.
    /// </summary>
    public IReadOnlyList<SignalFault> Faults { get => _faults ?? []; init => _faults = value; }
}
