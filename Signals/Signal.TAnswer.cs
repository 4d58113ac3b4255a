using System.Diagnostics.CodeAnalysis;
using System.Reactive.Subjects;
using System.Reflection;
using System.Runtime.CompilerServices;
using Signals.Receivers;
using Signals.Scanning;
using Signals.Sending;

namespace Signals;

/// <summary>A signal that tells and collects answers; <see cref="Signal{TSender, TArgs}"/> only tells.</summary>
/// <typeparam name="TSender">The sender's type. Make it nullable if the signal is also sent anonymously.</typeparam>
/// <typeparam name="TArgs">
/// The type of the data; <see cref="System.Reactive.Unit"/> for a signal without data.
/// </typeparam>
/// <typeparam name="TAnswer">
/// The type of the answers. If it has implicit conversions, lambdas may return any type that converts to it.
/// </typeparam>
/// <remarks>
/// A signal is also an Rx subject of deliveries, which no call can complete or fail. Thread-safe. A send runs on the
/// sender's thread and waits for no other send; <see cref="SendAsync"/> continues in the sender's context.
/// </remarks>
public sealed class Signal<TSender, TArgs, TAnswer>
    : Connectable<TSender, TArgs, TAnswer>, ISubject<SignalDelivery<TSender, TArgs>>,
    ISignal, ISourceObserver<TSender, TArgs>, IReflectionConnectable
{
    private string? _documentation;

    /// <summary>
    /// Makes a signal outside any registry. For a signal that other code finds by name, ask a
    /// <see cref="SignalRegistry"/>.
    /// </summary>
    /// <param name="name">The name that messages use.</param>
    /// <param name="documentation">The meaning of the signal.</param>
    public Signal(string? name = null, string? documentation = null) : base(new(), default)
    {
        Name = name;
        _documentation = documentation;
        Table.Events = new(this);
        Table.IsCollectible = GetType().IsCollectible;
    }

    /// <inheritdoc/>
    public string? Name { get; }

    /// <inheritdoc/>
    public string? Documentation => _documentation;

    /// <inheritdoc/>
    public bool HasReceivers => Table.HasReceivers();

    /// <inheritdoc/>
    public IReadOnlyList<SignalReceiver> Receivers => Table.Describe();

    /// <inheritdoc/>
    public long CountCollected() => Table.Sweep();

    /// <inheritdoc/>
    public Signal<ISignal, SignalReceiver> ReceiverConnected => Table.Events.Connected;

    /// <inheritdoc/>
    public Signal<ISignal, SignalReceiver> ReceiverDisconnected => Table.Events.Disconnected;

    /// <inheritdoc/>
    public Signal<ISignal, SignalReceiver> ReceiverDied => Table.Events.Died;

    /// <inheritdoc/>
    public Signal<ISignal, SignalFault> ReceiverFaulted => Table.Events.Faulted;

    /// <inheritdoc/>
    public bool IsMuted => Table.IsMuted;

    /// <inheritdoc/>
    public IDisposable Mute() => Table.Mute();

    /// <inheritdoc cref="Signal{TSender, TArgs}.ReceiversFor"/>
    public IReadOnlyList<SignalReceiver> ReceiversFor(TSender sender) => Table.Describe(FindList(sender));

    /// <inheritdoc cref="Signal{TSender, TArgs}.HasReceiversFor"/>
    public bool HasReceiversFor(TSender sender) => Table.HasReceivers(FindList(sender));

    /// <summary>
    /// Calls the receivers for this sender and for any sender, in connection order, and collects their answers.
    /// </summary>
    /// <returns>Each receiver that was called, with its answer or fault, in connection order.</returns>
    /// <inheritdoc cref="Signal{TSender, TArgs}.Send"/>
    public IReadOnlyList<SignalAnswer<TAnswer>> Send(
        TSender sender, TArgs args, FaultPolicy faults = FaultPolicy.FinishThenThrow) =>
        !MayReach(sender, out _)
            ? []
            : Fold<ListFold<TAnswer>, List<SignalAnswer<TAnswer>>>(sender, args, [], faults);

    /// <summary>
    /// Sends as <see cref="Send"/> does, and awaits async receivers, one after the other, in the sender's context.
    /// </summary>
    /// <returns>Each receiver that was called, with its answer or fault, in connection order.</returns>
    /// <inheritdoc cref="Signal{TSender, TArgs}.SendAsync"/>
    public async ValueTask<IReadOnlyList<SignalAnswer<TAnswer>>> SendAsync(
        TSender sender, TArgs args, FaultPolicy faults = FaultPolicy.FinishThenThrow,
        CancellationToken cancellationToken = default) =>
        !MayReach(sender, out _)
            ? []
            : await FoldAsync<ListFold<TAnswer>, List<SignalAnswer<TAnswer>>>(
                sender, args, [], faults, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Sends, and folds each answer as soon as its receiver returns. The fold may end the send early.
    /// </summary>
    /// <typeparam name="TFold">The fold.</typeparam>
    /// <typeparam name="TState">The type of the fold's state and result.</typeparam>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">The data to send.</param>
    /// <param name="seed">The state before the first answer.</param>
    /// <param name="faults">
    /// The policy for receivers that throw; the fold sees the fault, except with <see cref="FaultPolicy.FailFast"/>.
    /// </param>
    /// <returns>The state after the last answer; the seed when there was none.</returns>
    /// <exception cref="SignalException">
    /// Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">An async receiver is connected; no receiver was called.</exception>
    public TState Fold<TFold, TState>(
        TSender sender, TArgs args, TState seed, FaultPolicy faults = FaultPolicy.FinishThenThrow)
        where TFold : ISignalFold<TAnswer, TState>
    {
        var scope = Table.Scope;
        if (scope == ReceiverScope.AnySender)
            return FoldAll<TFold, TState>(null, sender, args, seed, faults);
        return scope == ReceiverScope.None ? seed : FoldPerSender<TFold, TState>(sender, args, seed, faults);
    }

    /// <summary>
    /// Folds as <see cref="Fold"/> does, and awaits async receivers, one after the other, in the sender's context.
    /// </summary>
    /// <typeparam name="TFold">The fold.</typeparam>
    /// <typeparam name="TState">The type of the fold's state and result.</typeparam>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">The data to send.</param>
    /// <param name="seed">The state before the first answer.</param>
    /// <param name="faults">
    /// The policy for receivers that throw; the fold sees the fault, except with <see cref="FaultPolicy.FailFast"/>.
    /// </param>
    /// <param name="cancellationToken">Passed to receivers that take a token; checked before each receiver.</param>
    /// <returns>The state after the last answer; the seed when there was none.</returns>
    /// <exception cref="SignalException">
    /// Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled; later receivers were not called. If earlier receivers threw, the inner exception is a
    /// <see cref="SignalException"/>.
    /// </exception>
    public ValueTask<TState> FoldAsync<TFold, TState>(
        TSender sender, TArgs args, TState seed, FaultPolicy faults = FaultPolicy.FinishThenThrow,
        CancellationToken cancellationToken = default)
        where TFold : ISignalFold<TAnswer, TState> =>
        MayReach(sender, out _)
            ? AsyncFold<TFold, TSender, TArgs, TAnswer, TState>.RunAsync(
                Table, new(sender, args), seed, faults, cancellationToken)
            : new(seed);

    /// <summary>Returns the name.</summary>
    /// <returns>The name, or <c>(unnamed)</c>.</returns>
    public override string ToString() => Name ?? "(unnamed)";

    ReceiverTable ISourceObserver<TSender, TArgs>.Table => Table;

    void ISourceObserver<TSender, TArgs>.SendWithoutThrowing(TSender sender, TArgs args) =>
        Send(sender, args, FaultPolicy.AnswerFaults);

    /// <summary>Documents a signal that has no documentation yet.</summary>
    internal void AddDocumentation(string? documentation) =>
        Interlocked.CompareExchange(ref _documentation, documentation, null);

    [RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
    [RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
    Func<SignalConnection> IReflectionConnectable.Bind(object? target, MethodInfo method) =>
        MethodBinder.Bind(this, target, method);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TState FoldPerSender<TFold, TState>(TSender sender, TArgs args, TState seed, FaultPolicy faults)
        where TFold : ISignalFold<TAnswer, TState> =>
        MayReach(sender, out var senderList)
            ? FoldAll<TFold, TState>(senderList, sender, args, seed, faults)
            : seed;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TState FoldAll<TFold, TState>(
        ReceiverList? senderList, TSender sender, TArgs args, TState seed, FaultPolicy faults)
        where TFold : ISignalFold<TAnswer, TState>
    {
        var state = seed;
        SyncSend<FoldLoop<TFold, TSender, TArgs, TAnswer, TState>, TSender, TArgs, TState>.Run(
            Table, senderList, new(sender, args), faults, ref state);
        return state;
    }
}
