namespace Signals;

/// <summary>A receiver that threw during a send, and its exception.</summary>
/// <param name="Receiver">The receiver.</param>
/// <param name="Exception">The exception that the receiver threw.</param>
public sealed record SignalFault(SignalReceiver Receiver, Exception Exception);
