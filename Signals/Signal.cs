using System.Diagnostics.CodeAnalysis;
using System.Reactive;
using System.Reactive.Subjects;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Signals;

/// <summary>
/// A signal that tells: senders send, receivers hear, nobody answers. It is an Rx subject of deliveries that nothing can end.
/// Thread-safe; sends run on the sender's thread, and two at once do not wait for each other.
/// </summary>
/// <typeparam name="TSender">Who sends. Make it nullable if the signal is also sent anonymously.</typeparam>
/// <typeparam name="TArgs">What is sent.</typeparam>
public sealed class Signal<TSender, TArgs> : Connectable<TSender, TArgs>, ISubject<SignalDelivery<TSender, TArgs>>, ISignal, IConnectMethods
{
    private readonly ReceiverList<TSender, TArgs, Unit> _kept;
    private readonly Mute _mute = new();

    /// <summary>Makes a signal of your own; for one that others find by name, ask a <see cref="SignalRegistry"/>.</summary>
    /// <param name="name">The name that messages use.</param>
    /// <param name="documentation">What the signal means.</param>
    public Signal(string? name = null, string? documentation = null) : this(new(), name, documentation) { }

    private Signal(ReceiverList<TSender, TArgs, Unit> kept, string? name, string? documentation) : base(kept, default) =>
        (_kept, Name, Documentation) = (kept, name, documentation);

    /// <inheritdoc/>
    public string? Name { get; }

    /// <inheritdoc/>
    public string? Documentation { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SignalReceiver> Receivers => _kept.Describe();

    /// <inheritdoc/>
    public long Collected => _kept.CountCollected();

    /// <inheritdoc/>
    public bool IsMuted => _mute.IsInForce;

    /// <inheritdoc/>
    public IDisposable Mute() => _mute.Begin();

    /// <summary>Those that a send by this sender would call, in order.</summary>
    /// <param name="sender">The sender; null for an anonymous send.</param>
    /// <returns>The live receivers for this sender and for any.</returns>
    public IReadOnlyList<SignalReceiver> ReceiversFor(TSender sender) => _kept.Describe(sender);

    /// <summary>Whether a send by this sender would call anybody.</summary>
    /// <param name="sender">The sender; null for an anonymous send.</param>
    /// <returns>True when at least one receiver for it is alive; mutes do not count.</returns>
    public bool HasReceiversFor(TSender sender) => _kept.Reaches(sender);

    /// <summary>Calls the receivers for this sender and for any, in connection order. One connected meanwhile hears the next send.</summary>
    /// <param name="sender">Who sends; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="faults">What to do when a receiver throws.</param>
    /// <returns>How many were reached.</returns>
    /// <exception cref="SignalException">Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.</exception>
    /// <exception cref="InvalidOperationException">An async receiver is connected; nobody was called.</exception>
    public SignalReport Send(TSender sender, TArgs args, FaultPolicy faults = FaultPolicy.FinishThenThrow) =>
        IsMuted ? default : Report(Sending.Send(Name, _kept.For(sender), sender, args, faults));

    /// <summary>As <see cref="Send"/>, and awaits async receivers, one after the other.</summary>
    /// <param name="sender">Who sends; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="faults">What to do when a receiver throws.</param>
    /// <param name="cancellationToken">Handed to receivers that take one; also looked at between receivers.</param>
    /// <returns>How many were reached.</returns>
    /// <exception cref="SignalException">Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; later receivers were not called.</exception>
    public async ValueTask<SignalReport> SendAsync(
        TSender sender, TArgs args, FaultPolicy faults = FaultPolicy.FinishThenThrow, CancellationToken cancellationToken = default) =>
        IsMuted ? default : Report(await Sending.SendAsync(Name, _kept.For(sender), sender, args, faults, cancellationToken).ConfigureAwait(false));

    /// <summary>The name.</summary>
    /// <returns>The name, or <c>(unnamed)</c>.</returns>
    public override string ToString() => Name ?? "(unnamed)";

    void IObserver<SignalDelivery<TSender, TArgs>>.OnNext(SignalDelivery<TSender, TArgs> value) => Send(value.Sender, value.Args);

    // A source that ends does not end the signal: others send too.
    void IObserver<SignalDelivery<TSender, TArgs>>.OnCompleted() { }

    // As Rx does for an observer without an error handler.
    void IObserver<SignalDelivery<TSender, TArgs>>.OnError(Exception error) => ExceptionDispatchInfo.Throw(error);

    [RequiresUnreferencedCode(ConnectToScanner.Reflects), RequiresDynamicCode(ConnectToScanner.Reflects)]
    Func<SignalConnection> IConnectMethods.Bind(object? target, MethodInfo method) => MethodBinder.Bind(this, target, method);

    private static SignalReport Report(List<SignalAnswer<Unit>> answers) => new(answers.Count) { Faults = Sending.FaultsOf(answers) };
}
