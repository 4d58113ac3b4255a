namespace Signals;

/// <summary>One receiver's answer to one send, or its fault.</summary>
/// <typeparam name="TAnswer">The type of the signal's answers.</typeparam>
/// <param name="Receiver">The receiver that was called.</param>
/// <param name="Value">The returned value; the type's default when the receiver returned nothing or threw.</param>
/// <param name="HasValue">
/// Whether the receiver returned a value, null included. False for a receiver without an answer, such as a <c>void</c>
/// method or an Rx observer.
/// </param>
/// <param name="Fault">The exception that the receiver threw; null when it threw none.</param>
/// <remarks>
/// A <i>returned</i> exception is the <see cref="Value"/>; a <i>thrown</i> exception is the <see cref="Fault"/>. An
/// answer keeps no receiver alive. Immutable.
/// </remarks>
public readonly record struct SignalAnswer<TAnswer>(
    SignalReceiver Receiver, TAnswer? Value, bool HasValue, Exception? Fault)
{
    /// <summary>Gives the receiver and its value, as in <c>var (receiver, value) = answer</c>.</summary>
    /// <param name="receiver">The receiver that was called.</param>
    /// <param name="value">The returned value; the type's default when the receiver returned nothing or threw.</param>
    public void Deconstruct(out SignalReceiver receiver, out TAnswer? value)
    {
        receiver = Receiver;
        value = Value;
    }
}
