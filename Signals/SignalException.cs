namespace Signals;

/// <summary>One receiver that threw during a send, and what it threw.</summary>
/// <param name="Receiver">The receiver.</param>
/// <param name="Exception">What it threw.</param>
public sealed record SignalFault(SignalReceiver Receiver, Exception Exception);

/// <summary>
/// Thrown after a send whose receivers have all run and some of which threw. Every connection is still alive.
/// The policy is <see cref="FaultPolicy.FinishThenThrow"/>.
/// </summary>
public sealed class SignalException : AggregateException
{
    private const int MaxShown = 10;

    internal SignalException(string? signal, IReadOnlyList<SignalFault> faults)
        : base(faults.Select(fault => fault.Exception))
    {
        Faults = faults;
        Message = Describe(signal ?? "(unnamed)", faults);
    }

    /// <summary>The receivers that threw and what, in connection order; never empty.</summary>
    public IReadOnlyList<SignalFault> Faults { get; }

    /// <summary>The signal, and of the first ten faults the receiver and what it said.</summary>
    public override string Message { get; }

    private static string Describe(string signal, IReadOnlyList<SignalFault> faults)
    {
        var shown = faults.Take(MaxShown).Select(fault => $"{fault.Receiver} ({fault.Exception.Message})");
        var more = faults.Count > MaxShown ? $", and {faults.Count - MaxShown} more" : "";
        return $"{faults.Count} receiver(s) of the signal '{signal}' threw: {string.Join(", ", shown)}{more}.";
    }
}
