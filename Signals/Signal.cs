using System.Diagnostics.CodeAnalysis;
using System.Reactive;
using System.Reactive.Subjects;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Signals.Receivers;
using Signals.Scanning;
using Signals.Sending;

namespace Signals;

/// <summary>
/// A signal that tells: senders send, receivers hear, nobody answers. It is an Rx subject of deliveries that nothing can end.
/// Thread-safe; sends run on the sender's thread, and two at once do not wait for each other.
/// </summary>
/// <typeparam name="TSender">Who sends. Make it nullable if the signal is also sent anonymously.</typeparam>
/// <typeparam name="TArgs">What is sent.</typeparam>
public sealed class Signal<TSender, TArgs> : Connectable<TSender, TArgs>, ISubject<SignalDelivery<TSender, TArgs>>, ISignal, IConnectMethods
{
    // What the bucket for any sender keeps too: one step less on the way of every send.
    private readonly WeakReference<Snapshot> _quick;
    private string? _documentation;

    /// <summary>Makes a signal of your own; for one that others find by name, ask a <see cref="SignalRegistry"/>.</summary>
    /// <param name="name">The name that messages use.</param>
    /// <param name="documentation">What the signal means.</param>
    public Signal(string? name = null, string? documentation = null) : base(new(typeof(Action<TSender, TArgs>), typeof(Func<TSender, TArgs, ValueTask>)), default) => (Name, _documentation, _quick) = (name, documentation, Table.Any.Quick);

    private Signal(ReceiverTable table, string name, string documentation) : base(table, default) =>
        (Name, _documentation, _quick) = (name, documentation, Table.Any.Quick);

    internal static Signal<TSender, TArgs> AboutReceivers(string name, string documentation) =>
        new(new ReceiverTable(typeof(Action<TSender, TArgs>), typeof(Func<TSender, TArgs, ValueTask>)) { RefusesAsync = true }, name, documentation);

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

    internal bool IsHeard => !Table.IsIdle;

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
    /// <returns>How many were reached.</returns>
    /// <exception cref="SignalException">Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.</exception>
    /// <exception cref="InvalidOperationException">An async receiver is connected; nobody was called.</exception>
    public SignalReport Send(TSender sender, TArgs args, FaultPolicy faults = FaultPolicy.FinishThenThrow)
    {
        var audience = Table.Audience;
        return audience == Audience.Any ? SendTo(_quick, sender, args, faults) : audience == Audience.Nobody ? default : SendFrom(sender, args, faults);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private SignalReport SendFrom(TSender sender, TArgs args, FaultPolicy faults)
    {
        var own = BucketOf(sender);
        if (own is null)
            return Table.Any.Live == 0 ? default : SendTo(_quick, sender, args, faults);
        if (Table.Any.Live > 0 || SignalTelemetry.IsWatched)
            return SendAny(sender, args, faults);
        return own.Solo?.Call is { } solo ? SendSolo(own, solo, sender, args, faults) : SendTo(own.Quick, sender, args, faults);
    }

    // Most signals have receivers of one kind in one bucket: those are called without a step that could be spared.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private SignalReport SendTo(WeakReference<Snapshot> bucket, TSender sender, TArgs args, FaultPolicy faults)
    {
        if (SignalTelemetry.IsWatched || !bucket.TryGetTarget(out var snapshot))
            return SendAny(sender, args, faults);
        var calls = snapshot.Calls;
        var kind = snapshot.Kind;
        if (kind is SnapshotKind.Later or SnapshotKind.Mixed)
            return SendAny(sender, args, faults);
        int at = 0, skipped = 0;
        try
        {
            if (kind == SnapshotKind.Plain)
                TellLoop<TSender, TArgs>.Plain(calls, sender, args, ref at, ref skipped);
            else
                TellLoop<TSender, TArgs>.Open(calls, snapshot.Targets, sender, args, ref at, ref skipped);
            return new(calls.Length - skipped);
        }
        catch (Exception fault) when (faults != FaultPolicy.FailFast)
        {
            return Resume(snapshot, calls, kind, at, skipped, sender, args, faults, fault);
        }
    }

    /// <summary>As <see cref="Send"/>, and awaits async receivers, one after the other.</summary>
    /// <param name="sender">Who sends; null is anonymous and reaches the any-sender receivers only.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="faults">What to do when a receiver throws.</param>
    /// <param name="cancellationToken">Handed to receivers that take one; also looked at between receivers.</param>
    /// <returns>How many were reached.</returns>
    /// <exception cref="SignalException">Receivers threw, and the policy is <see cref="FaultPolicy.FinishThenThrow"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; later receivers were not called.</exception>
    public ValueTask<SignalReport> SendAsync(
        TSender sender, TArgs args, FaultPolicy faults = FaultPolicy.FinishThenThrow, CancellationToken cancellationToken = default) =>
        Table.IsSilent ? default : SendHeardAsync(sender, args, faults, cancellationToken);

    // As long as receivers complete at once, nothing is allocated; what does not, or throws, is left to the loop that can do everything.
    private ValueTask<SignalReport> SendHeardAsync(TSender sender, TArgs args, FaultPolicy faults, CancellationToken cancellationToken)
    {
        if (SignalTelemetry.IsWatched)
            return WatchedAsync(sender, args, faults, cancellationToken);
        if ((Table.Audience == Audience.Particular && BucketOf(sender) is not null) || !_quick.TryGetTarget(out var snapshot))
            return TellAsync(sender, args, faults, cancellationToken);
        var calls = snapshot.Calls;
        if (snapshot.Kind != SnapshotKind.Later)
            return TellAsync(sender, args, faults, cancellationToken);
        int at = 0, reached = 0;
        try
        {
            return LaterLoop<TSender, TArgs>.Run(calls, sender, args, cancellationToken, ref at, ref reached, out var pending)
                ? new(new SignalReport(reached))
                : ReportAsync(LaterLoop<TSender, TArgs>.GoOn(snapshot, at, calls.Length, pending, sender, args, faults, reached, cancellationToken), faults);
        }
        catch (Exception fault)
        {
            return ReportAsync(LaterLoop<TSender, TArgs>.GoOn(snapshot, at, calls.Length, ValueTask.FromException(fault), sender, args, faults, reached, cancellationToken), faults);
        }
    }

    private async ValueTask<SignalReport> WatchedAsync(TSender sender, TArgs args, FaultPolicy faults, CancellationToken cancellationToken)
    {
        using var activity = SignalTelemetry.Begin(Name);
        return await TellAsync(sender, args, faults, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<SignalReport> TellAsync(TSender sender, TArgs args, FaultPolicy faults, CancellationToken cancellationToken)
    {
        var sending = AsyncSending.SendAsync<TellAsyncStep<TSender, TArgs>, TSender, TArgs, Unit, Told>(Turns.Of(Table, sender), sender, args, faults, default, cancellationToken);
        if (!sending.IsCompletedSuccessfully)
            return ReportAsync(sending, faults);
        var told = sending.GetAwaiter().GetResult();
        return told.Faults is null ? new(new SignalReport(told.Reached)) : ReportAsync(new(told), faults);
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

    private SignalReport SendSolo(Bucket own, object solo, TSender sender, TArgs args, FaultPolicy faults)
    {
        try
        {
            Unsafe.As<Action<TSender, TArgs>>(solo)(sender, args);
            return new(1);
        }
        catch (Exception fault) when (faults != FaultPolicy.FailFast)
        {
            return Report(new() { Reached = 1, Faults = [new(own.DescribeSolo(solo), fault)] }, faults);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private SignalReport SendAny(TSender sender, TArgs args, FaultPolicy faults)
    {
        using var activity = SignalTelemetry.IsWatched ? SignalTelemetry.Begin(Name) : null;
        var told = new Told();
        SyncSend.Tell(Name, Table, sender, args, faults, ref told);
        return Report(told, faults);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private SignalReport Resume(Snapshot snapshot, ReadOnlySpan<object?> calls, SnapshotKind kind, int at, int skipped, TSender sender, TArgs args, FaultPolicy faults, Exception fault)
    {
        var told = new Told { Reached = at + 1 - skipped, Faults = [new(snapshot.Describe(at), fault)] };
        SyncSend.Tell(snapshot, calls, kind, at + 1, sender, args, faults, ref told);
        return Report(told, faults);
    }

    private async ValueTask<SignalReport> ReportAsync(ValueTask<Told> sending, FaultPolicy faults) => Report(await sending.ConfigureAwait(false), faults);

    private SignalReport Report(Told told, FaultPolicy faults)
    {
        if (told.Faults is not { } thrown)
            return new(told.Reached);
        SignalTelemetry.Threw(Name, thrown.Count);
        return faults == FaultPolicy.FinishThenThrow ? throw new SignalException(Name, thrown) : new(told.Reached) { Faults = thrown };
    }
}
