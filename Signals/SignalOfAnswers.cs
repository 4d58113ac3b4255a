using System.Diagnostics.CodeAnalysis;
using System.Reactive.Subjects;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Signals;

/// <summary>
/// A signal that tells and collects answers, as <c>Func</c> is to <c>Action</c>. It is an Rx subject of deliveries that nothing can end.
/// Thread-safe; sends run on the sender's thread, and two at once do not wait for each other.
/// </summary>
/// <typeparam name="TSender">Who sends. Make it nullable if the signal is also sent anonymously.</typeparam>
/// <typeparam name="TArgs">What is sent.</typeparam>
/// <typeparam name="TAnswer">What receivers return; give it implicit conversions, and they may return what converts.</typeparam>
public sealed class Signal<TSender, TArgs, TAnswer> : Connectable<TSender, TArgs, TAnswer>, ISubject<SignalDelivery<TSender, TArgs>>, ISignal, IConnectMethods
{
    private readonly Mute _mute = new();

    /// <summary>Makes a signal of your own; for one that others find by name, ask a <see cref="SignalRegistry"/>.</summary>
    /// <param name="name">The name that messages use.</param>
    /// <param name="documentation">What the signal means.</param>
    public Signal(string? name = null, string? documentation = null) : base(new(typeof(Func<TSender, TArgs, TAnswer?>)), default) => (Name, Documentation) = (name, documentation);

    /// <inheritdoc/>
    public string? Name { get; }

    /// <inheritdoc/>
    public string? Documentation { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SignalReceiver> Receivers => Table.Describe();

    /// <inheritdoc/>
    public long Collected => Table.Sweep();

    /// <inheritdoc/>
    public Signal<ISignal, SignalReceiver> ReceiverConnected => Table.EventsOf(this).Connected;

    /// <inheritdoc/>
    public Signal<ISignal, SignalReceiver> ReceiverDisconnected => Table.EventsOf(this).Disconnected;

    /// <inheritdoc/>
    public Signal<ISignal, SignalReceiver> ReceiverDied => Table.EventsOf(this).Died;

    /// <inheritdoc/>
    public bool IsMuted => _mute.IsInForce;

    /// <inheritdoc/>
    public IDisposable Mute() => _mute.Begin();

    /// <summary>Those that a send by this sender would call, in order.</summary>
    /// <param name="sender">The sender; null for an anonymous send.</param>
    /// <returns>The live receivers for this sender and for any.</returns>
    public IReadOnlyList<SignalReceiver> ReceiversFor(TSender sender) => Table.Describe(sender);

    /// <summary>Whether a send by this sender would call anybody.</summary>
    /// <param name="sender">The sender; null for an anonymous send.</param>
    /// <returns>True when at least one receiver for it is alive; mutes do not count.</returns>
    public bool HasReceiversFor(TSender sender) => Table.Reaches(sender);

    /// <summary>Calls the receivers for this sender and for any, in connection order. One connected meanwhile hears the next send.</summary>
    /// <param name="sender">Who sends; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="faults">What to do when a receiver throws.</param>
    /// <returns>Each receiver that was called and what it made of it, in order; empty when nobody listened.</returns>
    /// <exception cref="SignalException">Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.</exception>
    /// <exception cref="InvalidOperationException">An async receiver is connected; nobody was called.</exception>
    public IReadOnlyList<SignalAnswer<TAnswer>> Send(TSender sender, TArgs args, FaultPolicy faults = FaultPolicy.FinishThenThrow)
    {
        if (Table.IsIdle || IsMuted)
            return [];
        using var activity = SignalTelemetry.IsWatched ? SignalTelemetry.Begin(Name) : null;
        var answers = new List<SignalAnswer<TAnswer>>();
        Sending.Any<AskStep<TSender, TArgs, TAnswer>, TSender, TArgs, List<SignalAnswer<TAnswer>>>(Name, Turns.Of(Table, sender), sender, args, faults, ref answers);
        return Settle(answers, faults);
    }

    /// <summary>Sends, and folds the answers as they come: nothing is allocated, and the fold may end the send early.</summary>
    /// <typeparam name="TFold">The fold.</typeparam>
    /// <typeparam name="TState">What the answers come to.</typeparam>
    /// <param name="sender">Who sends; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="seed">What no answers come to.</param>
    /// <param name="faults">What to do when a receiver throws; with <see cref="FaultPolicy.AnswerFaults"/> the fold does not see it.</param>
    /// <returns>What the answers come to.</returns>
    /// <exception cref="SignalException">Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.</exception>
    /// <exception cref="InvalidOperationException">An async receiver is connected; nobody was called.</exception>
    public TState Fold<TFold, TState>(TSender sender, TArgs args, TState seed, FaultPolicy faults = FaultPolicy.FinishThenThrow)
        where TFold : ISignalFold<TAnswer, TState>
    {
        if (Table.IsIdle || IsMuted)
            return seed;
        var folded = new Folded<TState> { State = seed };
        if (SignalTelemetry.IsWatched)
        {
            using var activity = SignalTelemetry.Begin(Name);
            Sending.Fold<TFold, TSender, TArgs, TAnswer, TState>(Name, Table, sender, args, faults, ref folded);
        }
        else
        {
            Sending.Fold<TFold, TSender, TArgs, TAnswer, TState>(Name, Table, sender, args, faults, ref folded);
        }
        return folded.Faults is null ? folded.State : Settle(folded, faults);
    }

    /// <summary>As <see cref="Send"/>, and awaits async receivers, one after the other.</summary>
    /// <param name="sender">Who sends; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="faults">What to do when a receiver throws.</param>
    /// <param name="cancellationToken">Handed to receivers that take one; also looked at between receivers.</param>
    /// <returns>Each receiver that was called and what it made of it, in order; empty when nobody listened.</returns>
    /// <exception cref="SignalException">Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; later receivers were not called.</exception>
    public async ValueTask<IReadOnlyList<SignalAnswer<TAnswer>>> SendAsync(
        TSender sender, TArgs args, FaultPolicy faults = FaultPolicy.FinishThenThrow, CancellationToken cancellationToken = default)
    {
        if (Table.IsIdle || IsMuted)
            return [];
        using var activity = SignalTelemetry.IsWatched ? SignalTelemetry.Begin(Name) : null;
        var sending = AsyncSending.SendAsync<AskAsyncStep<TSender, TArgs, TAnswer>, TSender, TArgs, TAnswer, List<SignalAnswer<TAnswer>>>(
            Turns.Of(Table, sender), sender, args, faults, [], cancellationToken);
        return Settle(await sending.ConfigureAwait(false), faults);
    }

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

    private List<SignalAnswer<TAnswer>> Settle(List<SignalAnswer<TAnswer>> answers, FaultPolicy faults)
    {
        var thrown = answers.FindAll(answer => answer.Fault is not null);
        if (thrown.Count == 0)
            return answers;
        SignalTelemetry.Threw(Name, thrown.Count);
        return faults == FaultPolicy.FinishThenThrow
            ? throw new SignalException(Name, [.. thrown.Select(answer => new SignalFault(answer.Receiver, answer.Fault!))])
            : answers;
    }

    private TState Settle<TState>(Folded<TState> folded, FaultPolicy faults)
    {
        SignalTelemetry.Threw(Name, folded.Faults!.Count);
        return faults == FaultPolicy.FinishThenThrow ? throw new SignalException(Name, folded.Faults) : folded.State;
    }
}
