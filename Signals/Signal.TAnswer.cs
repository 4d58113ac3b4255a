using System.Diagnostics.CodeAnalysis;
using System.Reactive.Subjects;
using System.Reflection;
using System.Runtime.CompilerServices;
using Signals.Receivers;
using Signals.Scanning;
using Signals.Sending;

namespace Signals;

/// <summary>
/// A signal that tells and collects answers, as <c>Func</c> is to <c>Action</c>. It is an Rx subject of deliveries that
/// nothing can end. Thread-safe; sends run on the sender's thread, and two at once do not wait for each other. <see
/// cref="SendAsync"/> goes on in the sender's context.
/// </summary>
/// <typeparam name="TSender">The sender's type. Make it nullable if the signal is also sent anonymously.</typeparam>
/// <typeparam name="TArgs">
/// The type of what is sent; <see cref="System.Reactive.Unit"/> for a signal without data.
/// </typeparam>
/// <typeparam name="TAnswer">
/// What receivers return; give it implicit conversions, and they may return what converts.
/// </typeparam>
public sealed class Signal<TSender, TArgs, TAnswer>
    : Connectable<TSender, TArgs, TAnswer>, ISubject<SignalDelivery<TSender, TArgs>>,
    ISignal, ISourceObserver<TSender, TArgs>, IReflectionConnectable
{
    private string? _documentation;

    /// <summary>
    /// Makes a signal of your own; for one that others find by name, ask a <see cref="SignalRegistry"/>.
    /// </summary>
    /// <param name="name">The name that messages use.</param>
    /// <param name="documentation">What the signal means.</param>
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
    /// Calls the receivers for this sender and for any, in connection order. One connected meanwhile hears the next
    /// send.
    /// </summary>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="faults">What to do when a receiver throws.</param>
    /// <returns>Each receiver that was called and what it made of it, in order; empty when there was none.</returns>
    /// <exception cref="SignalException">
    /// Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">An async receiver is connected; none was called.</exception>
    public IReadOnlyList<SignalAnswer<TAnswer>> Send(
        TSender sender, TArgs args, FaultPolicy faults = FaultPolicy.FinishThenThrow) =>
        !MayReach(sender, out _)
            ? []
            : Fold<ListFold<TAnswer>, List<SignalAnswer<TAnswer>>>(sender, args, [], faults);

    /// <summary>
    /// As <see cref="Send"/>, and awaits async receivers, one after the other, in the sender's context.
    /// </summary>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="faults">What to do when a receiver throws.</param>
    /// <param name="cancellationToken">Handed to receivers that take one; also looked at between receivers.</param>
    /// <returns>Each receiver that was called and what it made of it, in order; empty when there was none.</returns>
    /// <exception cref="SignalException">
    /// Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled; later receivers were not called. If earlier ones threw, a <see cref="SignalException"/>
    /// is inside.
    /// </exception>
    public async ValueTask<IReadOnlyList<SignalAnswer<TAnswer>>> SendAsync(
        TSender sender, TArgs args, FaultPolicy faults = FaultPolicy.FinishThenThrow,
        CancellationToken cancellationToken = default) =>
        !MayReach(sender, out _)
            ? []
            : await FoldAsync<ListFold<TAnswer>, List<SignalAnswer<TAnswer>>>(
                sender, args, [], faults, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Sends, and folds the answers as they come. Nothing is allocated, and the fold may end the send early.
    /// </summary>
    /// <typeparam name="TFold">The fold.</typeparam>
    /// <typeparam name="TState">What the answers come to.</typeparam>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="seed">What no answers come to.</param>
    /// <param name="faults">
    /// What to do when a receiver throws; the fold sees the fault, except with <see cref="FaultPolicy.FailFast"/>.
    /// </param>
    /// <returns>What the answers come to.</returns>
    /// <exception cref="SignalException">
    /// Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">An async receiver is connected; none was called.</exception>
    public TState Fold<TFold, TState>(
        TSender sender, TArgs args, TState seed, FaultPolicy faults = FaultPolicy.FinishThenThrow)
        where TFold : ISignalFold<TAnswer, TState>
    {
        var audience = Table.Scope;
        return audience == ReceiverScope.AnySender ? FoldAll<TFold, TState>(null, sender, args, seed, faults)
            : audience == ReceiverScope.None ? seed
            : FoldPerSender<TFold, TState>(sender, args, seed, faults);
    }

    /// <summary>
    /// As <see cref="Fold"/>, and awaits async receivers, one after the other, in the sender's context.
    /// </summary>
    /// <typeparam name="TFold">The fold.</typeparam>
    /// <typeparam name="TState">What the answers come to.</typeparam>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="seed">What no answers come to.</param>
    /// <param name="faults">
    /// What to do when a receiver throws; the fold sees the fault, except with <see cref="FaultPolicy.FailFast"/>.
    /// </param>
    /// <param name="cancellationToken">Handed to receivers that take one; also looked at between receivers.</param>
    /// <returns>What the answers come to.</returns>
    /// <exception cref="SignalException">
    /// Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled; later receivers were not called. If earlier ones threw, a <see cref="SignalException"/>
    /// is inside.
    /// </exception>
    public ValueTask<TState> FoldAsync<TFold, TState>(
        TSender sender, TArgs args, TState seed, FaultPolicy faults = FaultPolicy.FinishThenThrow,
        CancellationToken cancellationToken = default)
        where TFold : ISignalFold<TAnswer, TState> =>
        MayReach(sender, out _)
            ? AsyncFold<TFold, TSender, TArgs, TAnswer, TState>.RunAsync(
                Table, new(sender, args), seed, faults, cancellationToken)
            : new(seed);

    /// <summary>The name.</summary>
    /// <returns>The name, or <c>(unnamed)</c>.</returns>
    public override string ToString() => Name ?? "(unnamed)";

    ReceiverTable ISourceObserver<TSender, TArgs>.Table => Table;

    void ISourceObserver<TSender, TArgs>.SendWithoutThrowing(TSender sender, TArgs args) => Send(sender, args, FaultPolicy.AnswerFaults);

    /// <summary>Documents a signal that has no documentation yet.</summary>
    internal void AddDocumentation(string? documentation) =>
        Interlocked.CompareExchange(ref _documentation, documentation, null);

    [RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning), RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
    Func<SignalConnection> IReflectionConnectable.Bind(object? target, MethodInfo method) =>
        MethodBinder.Bind(this, target, method);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TState FoldPerSender<TFold, TState>(TSender sender, TArgs args, TState seed, FaultPolicy faults)
        where TFold : ISignalFold<TAnswer, TState> =>
        MayReach(sender, out var own) ? FoldAll<TFold, TState>(own, sender, args, seed, faults) : seed;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TState FoldAll<TFold, TState>(
        ReceiverList? own, TSender sender, TArgs args, TState seed, FaultPolicy faults)
        where TFold : ISignalFold<TAnswer, TState>
    {
        var state = seed;
        SyncSend<FoldLoop<TFold, TSender, TArgs, TAnswer, TState>, TSender, TArgs, TState>.Run(
            Table, own, new(sender, args), faults, ref state);
        return state;
    }
}
