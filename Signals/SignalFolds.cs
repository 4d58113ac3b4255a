using Signals.Sending;

namespace Signals;

/// <summary>Sends that fold the answers into one result.</summary>
/// <remarks>
/// A fold stores no answers, and calls no more receivers once its result is known. Receivers without an answer are
/// called and not folded. Faults are thrown as <see cref="FaultPolicy.FinishThenThrow"/> says. An exception of the
/// caller's own predicate or fold leaves the send unwrapped.
/// </remarks>
public static class SignalFolds
{
    /// <summary>Sends until an answer is not null, and returns that answer.</summary>
    /// <typeparam name="TSender">The sender's type.</typeparam>
    /// <typeparam name="TArgs">The type of the data.</typeparam>
    /// <typeparam name="TAnswer">The type of the answers.</typeparam>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">The data to send.</param>
    /// <returns>The answer; null, or the type's default, when no receiver gave one.</returns>
    public static TAnswer? First<TSender, TArgs, TAnswer>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.Fold<FirstFold<TAnswer>, TAnswer?>(sender, args, default);
    }

    /// <summary>Sends as <see cref="First"/> does, and awaits async receivers, one after the other.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">The data to send.</param>
    /// <param name="cancellationToken">Passed to receivers that take a token; checked before each receiver.</param>
    /// <inheritdoc cref="First{TSender, TArgs, TAnswer}"/>
    public static ValueTask<TAnswer?> FirstAsync<TSender, TArgs, TAnswer>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.FoldAsync<FirstFold<TAnswer>, TAnswer?>(
            sender, args, default, cancellationToken: cancellationToken);
    }

    /// <summary>Sends until an answer meets the predicate.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">The data to send.</param>
    /// <param name="predicate">The condition on an answer.</param>
    /// <returns>Whether an answer met the predicate; false when there was no answer.</returns>
    /// <inheritdoc cref="First{TSender, TArgs, TAnswer}"/>
    public static bool Any<TSender, TArgs, TAnswer>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args, Func<TAnswer?, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(predicate);
        return signal.Fold<AnyFold<TAnswer>, AnyState<TAnswer>>(sender, args, new(predicate, true)).IsFound;
    }

    /// <summary>Sends as <see cref="Any"/> does, and awaits async receivers, one after the other.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">The data to send.</param>
    /// <param name="predicate">The condition on an answer.</param>
    /// <param name="cancellationToken">Passed to receivers that take a token; checked before each receiver.</param>
    /// <inheritdoc cref="Any{TSender, TArgs, TAnswer}"/>
    public static async ValueTask<bool> AnyAsync<TSender, TArgs, TAnswer>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args, Func<TAnswer?, bool> predicate,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(predicate);
        var state = new AnyState<TAnswer>(predicate, true);
        return (await signal.FoldAsync<AnyFold<TAnswer>, AnyState<TAnswer>>(
            sender, args, state, cancellationToken: cancellationToken).ConfigureAwait(false)).IsFound;
    }

    /// <summary>Sends until an answer does not meet the predicate.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">The data to send.</param>
    /// <param name="predicate">The condition on an answer.</param>
    /// <returns>Whether all answers met the predicate; true when there was no answer.</returns>
    /// <inheritdoc cref="First{TSender, TArgs, TAnswer}"/>
    public static bool All<TSender, TArgs, TAnswer>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args, Func<TAnswer?, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(predicate);
        return !signal.Fold<AnyFold<TAnswer>, AnyState<TAnswer>>(sender, args, new(predicate, false)).IsFound;
    }

    /// <summary>Sends as <see cref="All"/> does, and awaits async receivers, one after the other.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">The data to send.</param>
    /// <param name="predicate">The condition on an answer.</param>
    /// <param name="cancellationToken">Passed to receivers that take a token; checked before each receiver.</param>
    /// <inheritdoc cref="All{TSender, TArgs, TAnswer}"/>
    public static async ValueTask<bool> AllAsync<TSender, TArgs, TAnswer>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args, Func<TAnswer?, bool> predicate,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(predicate);
        var state = new AnyState<TAnswer>(predicate, false);
        return !(await signal.FoldAsync<AnyFold<TAnswer>, AnyState<TAnswer>>(
            sender, args, state, cancellationToken: cancellationToken).ConfigureAwait(false)).IsFound;
    }

    /// <summary>Sends, and folds all answers in connection order.</summary>
    /// <typeparam name="TSender">The sender's type.</typeparam>
    /// <typeparam name="TArgs">The type of the data.</typeparam>
    /// <typeparam name="TAnswer">The type of the answers.</typeparam>
    /// <typeparam name="TState">The type of the result.</typeparam>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">The data to send.</param>
    /// <param name="seed">The state before the first answer.</param>
    /// <param name="fold">Makes the next state from the state and an answer.</param>
    /// <returns>The state after the last answer; the seed when there was no answer.</returns>
    public static TState Aggregate<TSender, TArgs, TAnswer, TState>(
        this Signal<TSender, TArgs, TAnswer> signal,
        TSender sender,
        TArgs args,
        TState seed,
        Func<TState, TAnswer?, TState> fold)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(fold);
        return signal.Fold<AggregateFold<TAnswer, TState>, AggregateState<TAnswer, TState>>(
            sender, args, new(fold, seed)).State;
    }

    /// <summary>Sends as <see cref="Aggregate"/> does, and awaits async receivers, one after the other.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">The data to send.</param>
    /// <param name="seed">The state before the first answer.</param>
    /// <param name="fold">Makes the next state from the state and an answer.</param>
    /// <param name="cancellationToken">Passed to receivers that take a token; checked before each receiver.</param>
    /// <inheritdoc cref="Aggregate{TSender, TArgs, TAnswer, TState}"/>
    public static async ValueTask<TState> AggregateAsync<TSender, TArgs, TAnswer, TState>(
        this Signal<TSender, TArgs, TAnswer> signal,
        TSender sender,
        TArgs args,
        TState seed,
        Func<TState, TAnswer?, TState> fold,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(fold);
        var state = new AggregateState<TAnswer, TState>(fold, seed);
        return (await signal.FoldAsync<AggregateFold<TAnswer, TState>, AggregateState<TAnswer, TState>>(
            sender, args, state, cancellationToken: cancellationToken).ConfigureAwait(false)).State;
    }
}
