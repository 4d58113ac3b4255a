using System.Reactive.Disposables;

namespace Signals.Receivers;

/// <summary>
/// Who listens, to whom: a bucket for any sender, and one for each sender that somebody listens to. A send reads without a lock and
/// costs what its own receivers cost. Changes are made under the gate.
/// </summary>
internal sealed class ReceiverTable
{
    private const int FirstSweep = 32;
    private readonly Lock _gate = new();
    private readonly SenderMap<Bucket> _bySender = new();
    private readonly Type _plain;
    private readonly Type? _later;
    private ulong _order;
    private List<SignalReceiver>? _died;
    private long _collected;
    private int _live;
    private int _values;
    private int _sweepAt = FirstSweep;
    private int _mutes;
    private int _audience;
    private ulong _senderBits;
    private bool _isTrimmed;

    /// <param name="plain">The delegate type that a send calls as it is.</param>
    /// <param name="later">The one that an async send calls as it is; null when there is none.</param>
    public ReceiverTable(Type plain, Type? later = null) => (_plain, _later, Any) = (plain, later, new(this, null, null));

    /// <summary>The signals about receivers; null while nobody has asked for one.</summary>
    public ReceiverEvents? Events { get; private set; }

    /// <summary>Who may hear a send, in one word that a send reads.</summary>
    public Audience Audience => (Audience)Volatile.Read(ref _audience);

    public bool IsSilent => Audience == Audience.Nobody;

    /// <summary>Whether an async receiver is refused when it connects, because nobody could await it.</summary>
    public bool RefusesAsync { get; init; }

    public bool IsIdle => Volatile.Read(ref _live) == 0;

    public bool IsMuted => Volatile.Read(ref _mutes) != 0;

    /// <summary>The receivers for any sender.</summary>
    public Bucket Any { get; }

    /// <summary>The receivers for this sender alone; null when there have been none.</summary>
    public Bucket? Of<TSender>(TSender sender) =>
        sender is null || (typeof(TSender).IsValueType && !_bySender.HasValues) ? null : _bySender.Find(sender);

    /// <inheritdoc cref="Of"/>
    public Bucket? OfObject(object sender) =>
        (_senderBits & SenderMap<Bucket>.Bit(sender)) != 0 ? _bySender.Find(sender) : null;

    /// <summary>How a send calls it.</summary>
    public SnapshotKind KindOf(object call, object? target) =>
        target is not null ? (_later is not null || Adapter.Answers(call) ? SnapshotKind.Open : SnapshotKind.Mixed)
        : call.GetType() == _later ? SnapshotKind.Later
        : call.GetType() != _plain ? SnapshotKind.Mixed
        : _later is not null || Adapter.Answers(call) ? SnapshotKind.Plain
        : SnapshotKind.Mixed;

    /// <summary>Connects, unless it is connected already.</summary>
    /// <param name="terms">To whom, and where in the sources.</param>
    /// <param name="call">What to hold: a delegate or a thunk.</param>
    /// <param name="target">What a thunk is called on; null for a delegate.</param>
    /// <param name="isWeak">Whether to hold it, or the target of a thunk, weakly.</param>
    /// <param name="lifetime">What to call it.</param>
    /// <param name="identity">The receiver as it is known, when it is one of its kind.</param>
    /// <param name="owner">Whom to tie an adapter to; null when something else keeps the call.</param>
    public SignalConnection Connect(in ConnectTerms terms, Delegate call, object? target, bool isWeak, ReceiverLifetime lifetime, Delegate? identity, object? owner)
    {
        if (RefusesAsync && target is null && ReceiverInfo.IsAsync(call))
            throw new InvalidOperationException($"{Adapter.NameOf(call)} is async; a signal about receivers is sent where nobody can await it. Connect one that is not.");
        Bucket bucket;
        Mark mark;
        lock (_gate)
        {
            bucket = BucketFor(terms.Sender);
            if (identity is not null && bucket.Find(identity, target) is { } connected)
                return new(bucket, connected);
            mark = Mark.Of(++_order, terms.Site, lifetime);
            if (owner is not null)
                Adapter.Behind(call)!.Tie(owner, call);
            bucket.Append(call, target, isWeak, mark);
            Volatile.Write(ref _live, _live + 1);
            ChooseAudience();
            if (!_isTrimmed && _live >= FirstSweep)
                _isTrimmed = Gen2Trim.Register(this);
        }
        TellDied();
        if (Events is { WantsConnected: true } events)
            events.TellConnected(ReceiverInfo.Of(call, target, mark, bucket.Sender));
        return new(bucket, mark);
    }

    /// <summary>Counts the mutes in force, which nest.</summary>
    public IDisposable Mute()
    {
        ChangeMutes(1);
        // Rx's disposable runs its action once, however often it is disposed.
        return Disposable.Create(() => ChangeMutes(-1));
    }

    /// <summary>Nobody refers to the signal any more, and its handles are about to go: what still sends in a finalizer reaches nobody.</summary>
    public void End() => ChangeMutes(1);

    public bool Disconnect(Bucket bucket, Mark mark)
    {
        object? held;
        object? target;
        lock (_gate)
        {
            held = bucket.Remove(mark, out target);
            if (held is not null)
                Adapter.Behind(held)?.Untie(held);
            ForgetIfEmpty(bucket);
        }
        TellDied();
        if (held is not null && Events is { WantsDisconnected: true } events)
            events.TellDisconnected(ReceiverInfo.Of(held, target, mark, bucket.Sender));
        return held is not null;
    }

    /// <summary>Disconnects a method by name.</summary>
    public bool Disconnect(object? sender, Delegate receiver)
    {
        Bucket? bucket;
        Mark? mark;
        lock (_gate)
        {
            bucket = sender is null ? Any : _bySender.Find(sender);
            mark = bucket?.Find(receiver, target: null);
        }
        return mark is not null && Disconnect(bucket!, mark.Value);
    }

    public bool IsConnected(Bucket bucket, Mark mark)
    {
        lock (_gate)
            return bucket.IsConnected(mark);
    }

    public Snapshot Rebuild(Bucket bucket)
    {
        Snapshot snapshot;
        lock (_gate)
            snapshot = bucket.Rebuild();
        TellDied();
        return snapshot;
    }

    /// <summary>The signals about receivers, from now on.</summary>
    public ReceiverEvents EventsOf(ISignal signal)
    {
        lock (_gate)
            return Events ??= new(signal);
    }

    public bool Reaches<TSender>(TSender sender)
    {
        lock (_gate)
            return HasAny(Any) || HasAny(Of(sender));

        static bool HasAny(Bucket? bucket) => bucket?.HasConnected() ?? false;
    }

    public IReadOnlyList<SignalReceiver> Describe<TSender>(TSender sender)
    {
        lock (_gate)
            return Describe([Any, Of(sender)]);
    }

    public void Locked(Action act)
    {
        lock (_gate)
            act();
    }

    public IReadOnlyList<SignalReceiver> Describe()
    {
        lock (_gate)
            return Describe([Any, .. _bySender.Values]);
    }

    /// <summary>Lets go of the collected everywhere, and of the room they took.</summary>
    /// <returns>How many there have been so far.</returns>
    public long Sweep()
    {
        long collected;
        lock (_gate)
        {
            SweepAll();
            collected = _collected;
        }
        TellDied();
        return collected;
    }

    /// <summary>A bucket has one receiver less.</summary>
    public void Left()
    {
        Volatile.Write(ref _live, _live - 1);
        ChooseAudience();
    }

    /// <summary>A receiver was collected; to be told of when the gate is open again.</summary>
    public void Died(Bucket bucket, in Slot slot)
    {
        _collected++;
        if (Events is { WantsDied: true })
            (_died ??= []).Add(ReceiverInfo.OfDead(slot.Held, slot.Mark, bucket.Sender));
    }

    /// <summary>A sender died, and its bucket with it.</summary>
    public void Lost(int receivers)
    {
        Volatile.Write(ref _live, _live - receivers);
        _collected += receivers;
        ChooseAudience();
    }

    private void ChangeMutes(int by)
    {
        lock (_gate)
        {
            _mutes += by;
            ChooseAudience();
        }
    }

    private void ChooseAudience() => Volatile.Write(
        ref _audience, (int)(_live == 0 || _mutes > 0 ? Audience.Nobody : _bySender.IsUsed ? Audience.Particular : Audience.Any));

    private void SweepAll()
    {
        Any.Sweep();
        foreach (var bucket in _bySender.Values)
        {
            bucket.Sweep();
            ForgetIfEmpty(bucket);
        }
    }

    private void TellDied()
    {
        if (Volatile.Read(ref _died) is null)
            return;
        List<SignalReceiver>? died;
        lock (_gate)
            (died, _died) = (_died, null);
        if (died is not null)
            Events!.TellDied(died);
    }

    private static IReadOnlyList<SignalReceiver> Describe(Bucket?[] buckets)
    {
        var list = new List<(Mark Mark, SignalReceiver Receiver)>();
        foreach (var bucket in buckets)
            bucket?.Describe(list);
        return [.. list.OrderBy(item => item.Mark).Select(item => item.Receiver)];
    }

    private Bucket BucketFor(object? sender)
    {
        if (sender is null)
            return Any;
        if (_bySender.Find(sender) is { } bucket)
            return bucket;
        var byValue = SenderMap<Bucket>.IsByValue(sender);
        if (byValue && ++_values >= _sweepAt)
        {
            SweepAll();
            _sweepAt = Math.Max(FirstSweep, _values * 2);
        }
        bucket = new(this, SenderMap<Bucket>.Describe(sender), byValue ? sender : null);
        _bySender.Add(sender, bucket);
        _senderBits = _bySender.Bits;
        return bucket;
    }

    private void ForgetIfEmpty(Bucket bucket)
    {
        if (bucket.Value is null || bucket.Live > 0)
            return;
        // A handle may be disposed again when its sender has another bucket already.
        if (!_bySender.RemoveValue(bucket.Value, bucket))
            return;
        _values--;
        _senderBits = _bySender.Bits;
    }
}
