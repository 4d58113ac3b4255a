namespace Signals;

/// <summary>
/// What one receiver made of one send. It tells apart a receiver that <i>returned</i> an exception
/// (<see cref="Value"/>) from one that <i>threw</i> it (<see cref="Fault"/>). It keeps no receiver alive. Immutable.
/// </summary>
/// <typeparam name="TAnswer">What receivers of the signal return.</typeparam>
/// <param name="Receiver">The receiver that answered.</param>
/// <param name="Value">What it returned; the default of the type when it returned nothing or threw.</param>
/// <param name="HasValue">
/// Whether it returned a value, null included. False for a receiver without one, such as a <c>void</c> method or an Rx
/// observer.
/// </param>
/// <param name="Fault">What it threw, or null.</param>
public readonly record struct SignalAnswer<TAnswer>(
    SignalReceiver Receiver, TAnswer? Value, bool HasValue, Exception? Fault)
{
    /// <summary>The receiver and what it returned, as in <c>var (receiver, value) = answer</c>.</summary>
    /// <param name="receiver">The receiver that answered.</param>
    /// <param name="value">What it returned; the default of the type when it returned nothing or threw.</param>
    public void Deconstruct(out SignalReceiver receiver, out TAnswer? value)
    {
        receiver = Receiver;
        value = Value;
    }
}
