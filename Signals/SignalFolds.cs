namespace Signals;

/// <summary>Ways to send that make one result of the answers, as they come. Each keeps nothing, and stops calling when it knows enough.</summary>
public static class SignalFolds
{
    /// <summary>The first answer that is not null; receivers after it are not called.</summary>
    /// <typeparam name="TSender">Who sends.</typeparam>
    /// <typeparam name="TArgs">What is sent.</typeparam>
    /// <typeparam name="TAnswer">What receivers return.</typeparam>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">Who sends; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <returns>The answer; null, or the type's default, when nobody gave one.</returns>
    public static TAnswer? First<TSender, TArgs, TAnswer>(this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.Fold<FirstFold<TAnswer>, TAnswer?>(sender, args, default);
    }

    /// <summary>Whether some answer is as asked; receivers after the first such are not called.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">Who sends; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="isSo">What is asked.</param>
    /// <returns>False when nobody answered.</returns>
    /// <inheritdoc cref="First{TSender, TArgs, TAnswer}"/>
    public static bool Any<TSender, TArgs, TAnswer>(this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args, Func<TAnswer?, bool> isSo)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(isSo);
        return signal.Fold<AnyFold<TAnswer>, (Func<TAnswer?, bool> IsSo, bool Found)>(sender, args, (isSo, false)).Found;
    }

    /// <summary>Whether all answers are as asked; receivers after the first that is not are not called.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">Who sends; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="isSo">What is asked.</param>
    /// <returns>True when nobody answered.</returns>
    /// <inheritdoc cref="First{TSender, TArgs, TAnswer}"/>
    public static bool All<TSender, TArgs, TAnswer>(this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args, Func<TAnswer?, bool> isSo)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        return !signal.Any(sender, args, answer => !isSo(answer));
    }

    /// <summary>Folds all answers, in connection order.</summary>
    /// <typeparam name="TSender">Who sends.</typeparam>
    /// <typeparam name="TArgs">What is sent.</typeparam>
    /// <typeparam name="TAnswer">What receivers return.</typeparam>
    /// <typeparam name="TState">What the answers come to.</typeparam>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">Who sends; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="seed">What no answers come to.</param>
    /// <param name="fold">Takes the next answer in.</param>
    /// <returns>What the answers come to.</returns>
    public static TState Aggregate<TSender, TArgs, TAnswer, TState>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args, TState seed, Func<TState, TAnswer?, TState> fold)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(fold);
        return signal.Fold<AggregateFold<TAnswer, TState>, (Func<TState, TAnswer?, TState> Fold, TState State)>(sender, args, (fold, seed)).State;
    }

    private readonly struct FirstFold<TAnswer> : ISignalFold<TAnswer, TAnswer?>
    {
        public static bool Fold(ref TAnswer? state, TAnswer? answer)
        {
            state = answer;
            return answer is null;
        }
    }

    private readonly struct AnyFold<TAnswer> : ISignalFold<TAnswer, (Func<TAnswer?, bool> IsSo, bool Found)>
    {
        public static bool Fold(ref (Func<TAnswer?, bool> IsSo, bool Found) state, TAnswer? answer)
        {
            state.Found = state.IsSo(answer);
            return !state.Found;
        }
    }

    private readonly struct AggregateFold<TAnswer, TState> : ISignalFold<TAnswer, (Func<TState, TAnswer?, TState> Fold, TState State)>
    {
        public static bool Fold(ref (Func<TState, TAnswer?, TState> Fold, TState State) state, TAnswer? answer)
        {
            state.State = state.Fold(state.State, answer);
            return true;
        }
    }
}
