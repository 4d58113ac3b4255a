namespace Signals;

/// <summary>
/// Thrown by a send with <see cref="FaultPolicy.FinishThenThrow"/> after all receivers have run, when at least one
/// threw.
/// </summary>
/// <remarks>The receivers that threw stay connected.</remarks>
public sealed class SignalException : AggregateException
{
    private const int MaxShownFaults = 10;

    internal SignalException(string? signal, IReadOnlyList<SignalFault> faults)
        : base(faults.Select(fault => fault.Exception))
    {
        Faults = faults;
        Message = Describe(signal ?? "(unnamed)", faults);
    }

    /// <summary>The receivers that threw, with their exceptions, in connection order; never empty.</summary>
    public IReadOnlyList<SignalFault> Faults { get; }

    /// <summary>Names the signal, and the receiver and the message of the first ten faults.</summary>
    public override string Message { get; }

    private static string Describe(string signal, IReadOnlyList<SignalFault> faults)
    {
        var shown = faults.Take(MaxShownFaults).Select(fault => $"{fault.Receiver} ({fault.Exception.Message})");
        var more = faults.Count > MaxShownFaults ? $", and {faults.Count - MaxShownFaults} more" : "";
        return $"{faults.Count} receiver(s) of the signal '{signal}' threw: {string.Join(", ", shown)}{more}.";
    }
}
