namespace Signals;

/// <summary>The report of one send of a signal that collects no answers.</summary>
/// <param name="Reached">
/// How many receivers were called, including the receivers that threw; 0 means that none was connected.
/// </param>
/// <remarks>The default value is the report of a send that called no receiver.</remarks>
public readonly record struct SignalReport(int Reached)
{
    private readonly IReadOnlyList<SignalFault>? _faults;

    /// <summary>
    /// The faults, in connection order. Empty unless the send used <see cref="FaultPolicy.AnswerFaults"/>.
    /// </summary>
    public IReadOnlyList<SignalFault> Faults { get => _faults ?? []; init => _faults = value; }

    /// <summary>Shows how many receivers were called, and which of them threw.</summary>
    /// <returns>For example <c>SignalReport { Reached = 2, Faults = [] }</c>.</returns>
    public override string ToString() =>
        $"SignalReport {{ Reached = {Reached}, Faults = [{string.Join(", ", Faults.Select(fault => fault.Receiver))}] }}";
}
