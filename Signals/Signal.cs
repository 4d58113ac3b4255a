using System.Diagnostics.CodeAnalysis;
using System.Reactive;
using System.Reactive.Subjects;
using System.Reflection;
using System.Runtime.CompilerServices;
using Signals.Receivers;
using Signals.Scanning;
using Signals.Sending;

namespace Signals;

/// <summary>A signal that tells: senders send, and receivers hear and give no answer.</summary>
/// <typeparam name="TSender">The sender's type. Make it nullable if the signal is also sent anonymously.</typeparam>
/// <typeparam name="TArgs">The type of the data; <see cref="Unit"/> for a signal without data.</typeparam>
/// <remarks>
/// A signal is also an Rx subject of deliveries, which no call can complete or fail. Thread-safe. A send runs on the
/// sender's thread and waits for no other send; <see cref="SendAsync"/> continues in the sender's context.
/// </remarks>
public sealed class Signal<TSender, TArgs>
    : Connectable<TSender, TArgs>, ISubject<SignalDelivery<TSender, TArgs>>,
    ISignal, ISourceObserver<TSender, TArgs>, IReflectionConnectable
{
    private string? _documentation;

    /// <summary>
    /// Makes a signal outside any registry. For a signal that other code finds by name, ask a
    /// <see cref="SignalRegistry"/>.
    /// </summary>
    /// <param name="name">The name that messages use.</param>
    /// <param name="documentation">The meaning of the signal.</param>
    public Signal(
        string? name = null, string? documentation = null) : this(new ReceiverTable(), name, documentation) { }

    private Signal(ReceiverTable table, string? name, string? documentation) : base(table, default)
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

    internal bool HasConnections => !Table.IsEmpty;

    /// <inheritdoc/>
    public IDisposable Mute() => Table.Mute();

    /// <summary>The receivers that a send by this sender would call, in order.</summary>
    /// <param name="sender">The sender; null for an anonymous send.</param>
    /// <returns>The live receivers for this sender and for any sender.</returns>
    public IReadOnlyList<SignalReceiver> ReceiversFor(TSender sender) => Table.Describe(FindList(sender));

    /// <summary>Whether a send by this sender would call a receiver.</summary>
    /// <param name="sender">The sender; null for an anonymous send.</param>
    /// <returns>True when at least one such receiver is alive. Mutes do not count.</returns>
    public bool HasReceiversFor(TSender sender) => Table.HasReceivers(FindList(sender));

    /// <summary>Calls the receivers for this sender and for any sender, in connection order.</summary>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">The data to send.</param>
    /// <param name="faults">The policy for receivers that throw.</param>
    /// <returns>How many receivers were called.</returns>
    /// <exception cref="SignalException">
    /// Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">An async receiver is connected; no receiver was called.</exception>
    /// <remarks>A receiver that connects during the send hears the next send.</remarks>
    public SignalReport Send(TSender sender, TArgs args, FaultPolicy faults = FaultPolicy.FinishThenThrow)
    {
        var scope = Table.Scope;
        if (scope == ReceiverScope.AnySender)
            return Tell(null, sender, args, faults);
        return scope == ReceiverScope.None ? default : TellPerSender(sender, args, faults);
    }

    /// <summary>
    /// Sends as <see cref="Send"/> does, and awaits async receivers, one after the other, in the sender's context.
    /// </summary>
    /// <param name="sender">The sender; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">The data to send.</param>
    /// <param name="faults">The policy for receivers that throw.</param>
    /// <param name="cancellationToken">Passed to receivers that take a token; checked before each receiver.</param>
    /// <returns>How many receivers were called.</returns>
    /// <exception cref="SignalException">
    /// Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled; later receivers were not called. If earlier receivers threw, the inner exception is a
    /// <see cref="SignalException"/>.
    /// </exception>
    public ValueTask<SignalReport> SendAsync(
        TSender sender, TArgs args, FaultPolicy faults = FaultPolicy.FinishThenThrow,
        CancellationToken cancellationToken = default) =>
        MayReach(sender, out var senderList)
            ? AsyncSend<TSender, TArgs>.RunAsync(Table, senderList, new(sender, args), faults, cancellationToken)
            : default;

    /// <summary>Returns the name.</summary>
    /// <returns>The name, or <c>(unnamed)</c>.</returns>
    public override string ToString() => Name ?? "(unnamed)";

    ReceiverTable ISourceObserver<TSender, TArgs>.Table => Table;

    void ISourceObserver<TSender, TArgs>.SendWithoutThrowing(TSender sender, TArgs args) =>
        Send(sender, args, FaultPolicy.AnswerFaults);

    internal static Signal<TSender, TArgs> ForReceiverEvents(string name, string documentation) =>
        new(new ReceiverTable { RefusesAsync = true }, name, documentation);

    /// <summary>Documents a signal that has no documentation yet.</summary>
    internal void AddDocumentation(string? documentation) =>
        Interlocked.CompareExchange(ref _documentation, documentation, null);

    [RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
    [RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
    Func<SignalConnection> IReflectionConnectable.Bind(object? target, MethodInfo method) =>
        MethodBinder.Bind(this, target, method);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private SignalReport TellPerSender(TSender sender, TArgs args, FaultPolicy faults) =>
        MayReach(sender, out var senderList) ? Tell(senderList, sender, args, faults) : default;

    private SignalReport Tell(ReceiverList? senderList, TSender sender, TArgs args, FaultPolicy faults)
    {
        var state = Unit.Default;
        return SyncSend<TellLoop<TSender, TArgs>, TSender, TArgs, Unit>.Run(
            Table, senderList, new(sender, args), faults, ref state);
    }
}
