namespace Signals;

/// <summary>
/// A fold of answers, as a type without instances, so that it is compiled into the send: no answer is boxed, kept or
/// listed.
/// </summary>
/// <typeparam name="TAnswer">What receivers return.</typeparam>
/// <typeparam name="TState">What the answers come to.</typeparam>
public interface ISignalFold<TAnswer, TState>
{
    /// <summary>
    /// Takes in what the next receiver made of the send, in connection order: an answer, none (<see
    /// cref="SignalAnswer{TAnswer}.HasValue"/>), or a fault. What the fold throws leaves the send as it is, and counts
    /// as no receiver's fault.
    /// </summary>
    /// <param name="state">What the answers have come to so far.</param>
    /// <param name="answer">The receiver and its answer.</param>
    /// <returns>False when that is enough: later receivers are not called.</returns>
    static abstract bool Fold(ref TState state, in SignalAnswer<TAnswer> answer);
}
