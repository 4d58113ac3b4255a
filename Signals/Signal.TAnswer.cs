using System.Diagnostics.CodeAnalysis;
using System.Reactive.Subjects;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Signals.Receivers;
using Signals.Scanning;
using Signals.Sending;

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
    // What the bucket for any sender keeps too: one step less on the way of every send.
    private readonly WeakReference<Snapshot> _quick;
    private string? _documentation;

    /// <summary>Makes a signal of your own; for one that others find by name, ask a <see cref="SignalRegistry"/>.</summary>
    /// <param name="name">The name that messages use.</param>
    /// <param name="documentation">What the signal means.</param>
    public Signal(string? name = null, string? documentation = null) : base(new(typeof(Func<TSender, TArgs, TAnswer?>)), default) => (Name, _documentation, _quick) = (name, documentation, Table.Any.Quick);

    /// <inheritdoc/>
    public string? Name { get; }

    /// <inheritdoc/>
    public string? Documentation => _documentation;

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
    public bool IsMuted => Table.IsMuted;

    /// <inheritdoc/>
    public IDisposable Mute() => Table.Mute();

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
        if (Table.IsSilent)
            return [];
        using var activity = SignalTelemetry.IsWatched ? SignalTelemetry.Begin(Name) : null;
        var answers = new List<SignalAnswer<TAnswer>>();
        SyncSend.Any<AskStep<TSender, TArgs, TAnswer>, TSender, TArgs, List<SignalAnswer<TAnswer>>>(Name, Turns.Of(Table, sender), sender, args, faults, ref answers);
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
        var audience = Table.Audience;
        return audience == Audience.Any ? FoldTo<TFold, TState>(_quick, sender, args, seed, faults)
            : audience == Audience.Nobody ? seed
            : FoldFrom<TFold, TState>(sender, args, seed, faults);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TState FoldFrom<TFold, TState>(TSender sender, TArgs args, TState seed, FaultPolicy faults)
        where TFold : ISignalFold<TAnswer, TState>
    {
        var own = BucketOf(sender);
        if (own is null)
            return Table.Any.Live == 0 ? seed : FoldTo<TFold, TState>(_quick, sender, args, seed, faults);
        if (Table.Any.Live > 0)
            return FoldAny<TFold, TState>(sender, args, faults, seed);
        return FoldTo<TFold, TState>(own.Quick, sender, args, seed, faults);
    }

    // Most signals have receivers of one kind in one bucket: those are called without a step that could be spared.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private TState FoldTo<TFold, TState>(WeakReference<Snapshot> bucket, TSender sender, TArgs args, TState seed, FaultPolicy faults)
        where TFold : ISignalFold<TAnswer, TState>
    {
        if (SignalTelemetry.IsWatched || !bucket.TryGetTarget(out var snapshot))
            return FoldAny<TFold, TState>(sender, args, faults, seed);
        var calls = snapshot.Calls;
        var kind = snapshot.Kind;
        if (kind is SnapshotKind.Later or SnapshotKind.Mixed)
            return FoldAny<TFold, TState>(sender, args, faults, seed);
        var at = 0;
        var state = seed;
        try
        {
            if (kind == SnapshotKind.Plain && calls is [{ } only])
                TFold.Fold(ref state, Unsafe.As<Func<TSender, TArgs, TAnswer?>>(only)(sender, args));
            else if (kind == SnapshotKind.Plain)
                FoldLoop<TSender, TArgs, TAnswer>.Plain<TFold, TState>(calls, sender, args, ref at, ref state);
            else
                FoldLoop<TSender, TArgs, TAnswer>.Open<TFold, TState>(calls, snapshot.Targets, sender, args, ref at, ref state);
            return state;
        }
        catch (Exception fault) when (faults != FaultPolicy.FailFast)
        {
            return Resume<TFold, TState>(snapshot, calls, kind, at, sender, args, faults, new() { State = state, Faults = [new(snapshot.Describe(at), fault)] });
        }
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
        if (Table.IsSilent)
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

    /// <summary>Documents a signal that has no documentation yet.</summary>
    internal void Document(string? documentation) => Interlocked.CompareExchange(ref _documentation, documentation, null);

    [RequiresUnreferencedCode(ConnectToScanner.Reflects), RequiresDynamicCode(ConnectToScanner.Reflects)]
    Func<SignalConnection> IConnectMethods.Bind(object? target, MethodInfo method) => MethodBinder.Bind(this, target, method);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TState FoldAny<TFold, TState>(TSender sender, TArgs args, FaultPolicy faults, TState seed)
        where TFold : ISignalFold<TAnswer, TState>
    {
        var folded = new Folded<TState> { State = seed };
        using var activity = SignalTelemetry.IsWatched ? SignalTelemetry.Begin(Name) : null;
        SyncSend.Fold<TFold, TSender, TArgs, TAnswer, TState>(Name, Table, sender, args, faults, ref folded);
        return folded.Faults is null ? folded.State : Settle(folded, faults);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TState Resume<TFold, TState>(Snapshot snapshot, ReadOnlySpan<object?> calls, SnapshotKind kind, int at, TSender sender, TArgs args, FaultPolicy faults, Folded<TState> folded)
        where TFold : ISignalFold<TAnswer, TState>
    {
        SyncSend.Fold<TFold, TSender, TArgs, TAnswer, TState>(snapshot, calls, kind, at + 1, sender, args, faults, ref folded);
        return Settle(folded, faults);
    }

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
