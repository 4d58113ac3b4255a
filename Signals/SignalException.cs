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
    internal SignalException(string? signal, IReadOnlyList<SignalFault> faults)
        : base(Describe(signal, faults), faults.Select(fault => fault.Exception)) => Faults = faults;

    /// <summary>Who threw what, in connection order; never empty.</summary>
    public IReadOnlyList<SignalFault> Faults { get; }

    private static string Describe(string? signal, IReadOnlyList<SignalFault> faults) =>
        $"{faults.Count} receiver(s) of the signal '{signal ?? "(unnamed)"}' threw: {string.Join(", ", faults.Select(fault => fault.Receiver))}.";
}
