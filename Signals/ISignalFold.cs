namespace Signals;

/// <summary>A fold of answers: a type without instances, which the runtime compiles into the send.</summary>
/// <typeparam name="TAnswer">The type of the answers.</typeparam>
/// <typeparam name="TState">The type of the fold's state and result.</typeparam>
/// <remarks>A fold allocates nothing by itself: no answer is boxed or listed.</remarks>
public interface ISignalFold<TAnswer, TState>
{
    /// <summary>
    /// Folds in the next receiver's result: an answer, none (<see cref="SignalAnswer{TAnswer}.HasValue"/>), or a fault.
    /// </summary>
    /// <param name="state">The state that the earlier answers led to.</param>
    /// <param name="answer">The receiver and its answer, in connection order.</param>
    /// <returns>False to end the send: later receivers are not called.</returns>
    /// <remarks>An exception of the fold leaves the send unwrapped, and is no receiver's fault.</remarks>
    static abstract bool Fold(ref TState state, in SignalAnswer<TAnswer> answer);
}
