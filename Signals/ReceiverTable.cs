using System.Runtime.CompilerServices;

namespace Signals;

/// <summary>
/// Who listens, to whom: a bucket for any sender, and one for each sender that somebody listens to. A send reads without a lock and
/// costs what its own receivers cost. Changes are made under the gate.
/// </summary>
/// <param name="plain">The delegate type that a send calls as it is.</param>
internal sealed class ReceiverTable(Type plain)
{
    private const int FirstSweep = 32;
    private readonly Lock _gate = new();
    private readonly SenderMap<Bucket> _bySender = new();
    private Bucket? _any;
    private ulong _order;
    private ulong _senders;
    private long _collected;
    private int _live;
    private int _values;
    private int _sweepAt = FirstSweep;
    private bool _isTrimmed;

    /// <summary>Whether nobody listens to anybody.</summary>
    public bool IsIdle => Volatile.Read(ref _live) == 0;

    /// <summary>The receivers for any sender; null when there have been none.</summary>
    public Bucket? Any => Volatile.Read(ref _any) is { Live: > 0 } any ? any : null;

    /// <summary>The receivers for this sender alone; null when there are none.</summary>
    public Bucket? Of<TSender>(TSender sender)
    {
        // One word tells most senders that nobody listens to them in particular.
        if (_senders == 0 || sender is null || (Volatile.Read(ref _senders) & Bit(sender)) == 0)
            return null;
        return _bySender.TryGet(sender, out var bucket) && bucket.Live > 0 ? bucket : null;
    }

    public bool IsPlain(object call, object? target) => target is not null || (call.GetType() == plain && Adapter.Answers(call));

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
        lock (_gate)
        {
            var bucket = BucketFor(terms.Sender);
            if (identity is not null && bucket.Find(identity, target) is { } connected)
                return new(bucket, connected);
            var mark = Mark.Of(++_order, terms.Site, lifetime);
            if (owner is not null)
                Adapter.Behind(call)!.Tie(owner, call);
            bucket.Append(call, target, isWeak, mark);
            Volatile.Write(ref _live, _live + 1);
            if (!_isTrimmed && _live >= FirstSweep)
                _isTrimmed = Gen2Trim.Register(this);
            return new(bucket, mark);
        }
    }

    public bool Disconnect(Bucket bucket, Mark mark)
    {
        lock (_gate)
        {
            var before = bucket.Live;
            if (bucket.Remove(mark) is { } held)
                Adapter.Behind(held)?.Untie(held);
            ForgetIfEmpty(bucket);
            return bucket.Live < before;
        }
    }

    /// <summary>Disconnects a method by name.</summary>
    public bool Disconnect(object? sender, Delegate receiver)
    {
        lock (_gate)
        {
            var bucket = sender is null ? _any : _bySender.TryGet(sender, out var found) ? found : null;
            return bucket?.Find(receiver, target: null) is { } mark && Disconnect(bucket, mark);
        }
    }

    public bool IsConnected(Bucket bucket, Mark mark)
    {
        lock (_gate)
            return bucket.IsConnected(mark);
    }

    public Snapshot Rebuild(Bucket bucket)
    {
        lock (_gate)
            return bucket.Rebuild();
    }

    public bool Reaches<TSender>(TSender sender)
    {
        lock (_gate)
            return HasAny(_any) || HasAny(Of(sender));

        static bool HasAny(Bucket? bucket) => bucket?.CountConnected() > 0;
    }

    public IReadOnlyList<SignalReceiver> Describe<TSender>(TSender sender)
    {
        lock (_gate)
            return Describe([_any, Of(sender)]);
    }

    public IReadOnlyList<SignalReceiver> Describe()
    {
        lock (_gate)
            return Describe([_any, .. _bySender.Values]);
    }

    /// <summary>Lets go of the collected everywhere, and of the room they took.</summary>
    /// <returns>How many there have been so far.</returns>
    public long Sweep()
    {
        lock (_gate)
        {
            _any?.Sweep();
            foreach (var bucket in _bySender.Values)
            {
                bucket.Sweep();
                ForgetIfEmpty(bucket);
            }
            return _collected;
        }
    }

    /// <summary>A bucket has one receiver less.</summary>
    public void Left(bool collected)
    {
        Volatile.Write(ref _live, _live - 1);
        _collected += collected ? 1 : 0;
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
            return _any ??= new(this, null, null);
        if (_bySender.TryGet(sender, out var bucket))
            return bucket;
        var byValue = sender is string or ValueType;
        if (byValue && ++_values >= _sweepAt)
        {
            Sweep();
            _sweepAt = Math.Max(FirstSweep, _values * 2);
        }
        bucket = new(this, SenderMap<Bucket>.Describe(sender), byValue ? sender : null);
        _bySender.Add(sender, bucket);
        Volatile.Write(ref _senders, _senders | Bit(sender));
        return bucket;
    }

    private void ForgetIfEmpty(Bucket bucket)
    {
        if (bucket.Value is null || bucket.Live > 0)
            return;
        _bySender.Remove(bucket.Value);
        _values--;
    }

    // The identity of an object, the value of a text or a number; the same however the sender's type is declared.
    private static ulong Bit<TSender>(TSender sender) =>
        1UL << ((typeof(TSender).IsValueType || sender is string or ValueType ? sender!.GetHashCode() : RuntimeHelpers.GetHashCode(sender)) & 63);
}
