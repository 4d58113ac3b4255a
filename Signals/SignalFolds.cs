using Signals.Sending;

namespace Signals;

/// <summary>
/// Ways to send that make one result of the answers, as they come. Each keeps nothing, and stops calling when it knows
/// enough. Receivers that return nothing are called, and count for nothing. They throw as <see
/// cref="FaultPolicy.FinishThenThrow"/> does; what a function given to them throws leaves as it is.
/// </summary>
public static class SignalFolds
{
    /// <summary>The first answer that is not null; receivers after it are not called.</summary>
    /// <typeparam name="TSender">The sender's type.</typeparam>
    /// <typeparam name="TArgs">The type of what is sent.</typeparam>
    /// <typeparam name="TAnswer">What receivers return.</typeparam>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <returns>The answer; null, or the type's default, when there was none.</returns>
    public static TAnswer? First<TSender, TArgs, TAnswer>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.Fold<FirstFold<TAnswer>, TAnswer?>(sender, args, default);
    }

    /// <summary>As <see cref="First"/>, and awaits async receivers, one after the other.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="cancellationToken">Handed to receivers that take one; also looked at between receivers.</param>
    /// <inheritdoc cref="First{TSender, TArgs, TAnswer}"/>
    public static ValueTask<TAnswer?> FirstAsync<TSender, TArgs, TAnswer>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.FoldAsync<FirstFold<TAnswer>, TAnswer?>(
            sender, args, default, cancellationToken: cancellationToken);
    }

    /// <summary>Whether some answer is as asked; receivers after the first such are not called.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="isSo">What is asked.</param>
    /// <returns>False when there was no answer.</returns>
    /// <inheritdoc cref="First{TSender, TArgs, TAnswer}"/>
    public static bool Any<TSender, TArgs, TAnswer>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args, Func<TAnswer?, bool> isSo)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(isSo);
        return signal.Fold<AnyFold<TAnswer>, AnyState<TAnswer>>(sender, args, new(isSo, true)).IsFound;
    }

    /// <summary>As <see cref="Any"/>, and awaits async receivers, one after the other.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="isSo">What is asked.</param>
    /// <param name="cancellationToken">Handed to receivers that take one; also looked at between receivers.</param>
    /// <inheritdoc cref="Any{TSender, TArgs, TAnswer}"/>
    public static async ValueTask<bool> AnyAsync<TSender, TArgs, TAnswer>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args, Func<TAnswer?, bool> isSo,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(isSo);
        var state = new AnyState<TAnswer>(isSo, true);
        return (await signal.FoldAsync<AnyFold<TAnswer>, AnyState<TAnswer>>(
            sender, args, state, cancellationToken: cancellationToken).ConfigureAwait(false)).IsFound;
    }

    /// <summary>Whether all answers are as asked; receivers after the first that is not are not called.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="isSo">What is asked.</param>
    /// <returns>True when there was no answer.</returns>
    /// <inheritdoc cref="First{TSender, TArgs, TAnswer}"/>
    public static bool All<TSender, TArgs, TAnswer>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args, Func<TAnswer?, bool> isSo)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(isSo);
        return !signal.Fold<AnyFold<TAnswer>, AnyState<TAnswer>>(sender, args, new(isSo, false)).IsFound;
    }

    /// <summary>As <see cref="All"/>, and awaits async receivers, one after the other.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="isSo">What is asked.</param>
    /// <param name="cancellationToken">Handed to receivers that take one; also looked at between receivers.</param>
    /// <inheritdoc cref="All{TSender, TArgs, TAnswer}"/>
    public static async ValueTask<bool> AllAsync<TSender, TArgs, TAnswer>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args, Func<TAnswer?, bool> isSo,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(isSo);
        var state = new AnyState<TAnswer>(isSo, false);
        return !(await signal.FoldAsync<AnyFold<TAnswer>, AnyState<TAnswer>>(
            sender, args, state, cancellationToken: cancellationToken).ConfigureAwait(false)).IsFound;
    }

    /// <summary>Folds all answers, in connection order.</summary>
    /// <typeparam name="TSender">The sender's type.</typeparam>
    /// <typeparam name="TArgs">The type of what is sent.</typeparam>
    /// <typeparam name="TAnswer">What receivers return.</typeparam>
    /// <typeparam name="TState">What the answers come to.</typeparam>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="seed">What no answers come to.</param>
    /// <param name="fold">Takes the next answer in.</param>
    /// <returns>What the answers come to.</returns>
    public static TState Aggregate<TSender, TArgs, TAnswer, TState>(
        this Signal<TSender, TArgs, TAnswer> signal, TSender sender, TArgs args, TState seed, Func<TState, TAnswer?,
        TState> fold)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(fold);
        return signal.Fold<AggregateFold<TAnswer, TState>, AggregateState<TAnswer, TState>>(
            sender, args, new(fold, seed)).State;
    }

    /// <summary>As <see cref="Aggregate"/>, and awaits async receivers, one after the other.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="seed">What no answers come to.</param>
    /// <param name="fold">Takes the next answer in.</param>
    /// <param name="cancellationToken">Handed to receivers that take one; also looked at between receivers.</param>
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
