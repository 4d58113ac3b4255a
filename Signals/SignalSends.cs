using System.Reactive;

namespace Signals;

/// <summary>Sends of a signal without data, whose args are <see cref="Unit"/>, the type with one value.</summary>
public static class SignalSends
{
    /// <summary>Sends a signal without data: see <see cref="Signal{TSender, TArgs}.Send"/>.</summary>
    /// <typeparam name="TSender">The sender's type.</typeparam>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="faults">The policy for receivers that throw.</param>
    /// <returns>How many receivers were called.</returns>
    public static SignalReport Send<TSender>(
        this Signal<TSender, Unit> signal, TSender sender, FaultPolicy faults = FaultPolicy.FinishThenThrow)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.Send(sender, Unit.Default, faults);
    }

    /// <summary>Sends a signal without data: see <see cref="Signal{TSender, TArgs}.SendAsync"/>.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="faults">The policy for receivers that throw.</param>
    /// <param name="cancellationToken">Passed to receivers that take a token; checked before each receiver.</param>
    /// <inheritdoc cref="Send{TSender}(Signal{TSender, Unit}, TSender, FaultPolicy)"/>
    public static ValueTask<SignalReport> SendAsync<TSender>(
        this Signal<TSender, Unit> signal, TSender sender, FaultPolicy faults = FaultPolicy.FinishThenThrow,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.SendAsync(sender, Unit.Default, faults, cancellationToken);
    }

    /// <summary>Sends a signal without data: see <see cref="Signal{TSender, TArgs, TAnswer}.Send"/>.</summary>
    /// <typeparam name="TSender">The sender's type.</typeparam>
    /// <typeparam name="TAnswer">The type of the answers.</typeparam>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="faults">The policy for receivers that throw.</param>
    /// <returns>Each receiver that was called, with its answer or fault, in connection order.</returns>
    public static IReadOnlyList<SignalAnswer<TAnswer>> Send<TSender, TAnswer>(
        this Signal<TSender, Unit, TAnswer> signal, TSender sender, FaultPolicy faults = FaultPolicy.FinishThenThrow)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.Send(sender, Unit.Default, faults);
    }

    /// <summary>Sends a signal without data: see <see cref="Signal{TSender, TArgs, TAnswer}.SendAsync"/>.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="faults">The policy for receivers that throw.</param>
    /// <param name="cancellationToken">Passed to receivers that take a token; checked before each receiver.</param>
    /// <inheritdoc cref="Send{TSender, TAnswer}(Signal{TSender, Unit, TAnswer}, TSender, FaultPolicy)"/>
    public static ValueTask<IReadOnlyList<SignalAnswer<TAnswer>>> SendAsync<TSender, TAnswer>(
        this Signal<TSender, Unit, TAnswer> signal, TSender sender, FaultPolicy faults = FaultPolicy.FinishThenThrow,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.SendAsync(sender, Unit.Default, faults, cancellationToken);
    }
}
