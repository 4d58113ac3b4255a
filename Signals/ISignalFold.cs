namespace Signals;

/// <summary>A fold of answers, as a type without instances, so that it is compiled into the send: no answer is boxed, kept or listed.</summary>
/// <typeparam name="TAnswer">What receivers return.</typeparam>
/// <typeparam name="TState">What the answers come to.</typeparam>
public interface ISignalFold<TAnswer, TState>
{
    /// <summary>Takes the next answer in. Called for those that answer, in connection order. What it throws counts as thrown by that receiver.</summary>
    /// <param name="state">What the answers have come to so far.</param>
    /// <param name="answer">The next answer.</param>
    /// <returns>False when that is enough: later receivers are not called.</returns>
    static abstract bool Fold(ref TState state, TAnswer? answer);
}
