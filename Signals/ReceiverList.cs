namespace Signals;

/// <summary>The receivers of a signal as one sees them who only tells: no answer type in sight.</summary>
internal abstract class ReceiverList<TSender, TArgs>
{
    public abstract Receiver Tell(in ConnectTerms terms, Delegate receiver, Action<TSender, TArgs> call);

    public abstract Receiver TellAsync(in ConnectTerms terms, Delegate receiver, Func<TSender, TArgs, CancellationToken, ValueTask> call);

    public abstract Receiver Observe(in ConnectTerms terms, IObserver<SignalDelivery<TSender, TArgs>> observer);

    public abstract bool Disconnect(in ConnectTerms terms, Delegate receiver);
}

/// <summary>
/// Who listens, to whom, in which order. A send reads without a lock and costs what its own receivers cost:
/// those for any sender, and those for this sender, merged by connection order.
/// </summary>
internal sealed class ReceiverList<TSender, TArgs, TAnswer> : ReceiverList<TSender, TArgs>
{
    private const int FirstSweep = 32;
    private readonly Lock _gate = new();
    private readonly Bucket<Receiver<TSender, TArgs, TAnswer>> _any = new(value: null);
    private readonly SenderMap<Bucket<Receiver<TSender, TArgs, TAnswer>>> _bySender = new();
    private long _order;
    private long _collected;
    private int _values;
    private int _sweepAt = FirstSweep;

    public override Receiver Tell(in ConnectTerms terms, Delegate receiver, Action<TSender, TArgs> call) =>
        Connect(terms, receiver, new() { Receiver = receiver, Sync = (sender, args) => { call(sender, args); return default; } });

    public override Receiver TellAsync(in ConnectTerms terms, Delegate receiver, Func<TSender, TArgs, CancellationToken, ValueTask> call) =>
        Connect(terms, receiver, new()
        {
            Receiver = receiver,
            Async = async (sender, args, cancellationToken) =>
            {
                await call(sender, args, cancellationToken).ConfigureAwait(false);
                return default;
            },
        });

    public Receiver Ask(in ConnectTerms terms, Delegate receiver, Func<TSender, TArgs, TAnswer?> call) =>
        Connect(terms, receiver, new() { Receiver = receiver, Sync = call, Answers = true });

    public Receiver AskAsync(in ConnectTerms terms, Delegate receiver, Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> call) =>
        Connect(terms, receiver, new() { Receiver = receiver, Async = call, Answers = true });

    public override Receiver Observe(in ConnectTerms terms, IObserver<SignalDelivery<TSender, TArgs>> observer)
    {
        var lifetime = terms.Owner is null ? ReceiverLifetime.Strong : ReceiverLifetime.Owned;
        var info = new SignalReceiver($"Rx {observer.GetType().Name.Split('`')[0]}", lifetime, Describe(terms), null, IsAsync: false);
        lock (_gate)
            return Add(terms, info, terms.Owner, new() { Sync = (sender, args) => { observer.OnNext(new(sender, args)); return default; } });
    }

    /// <summary>Those that a send by this sender reaches, in connection order; some may have been collected meanwhile.</summary>
    public Receiver<TSender, TArgs, TAnswer>[] For(TSender sender)
    {
        var any = _any.Items;
        if (sender is null || !_bySender.TryGet(sender, out var bucket) || bucket.Items is not { Length: > 0 } own)
            return any;
        return any.Length == 0 ? own : Merge(any, own);
    }

    public bool Reaches(TSender sender) => Array.Exists(For(sender), receiver => receiver.IsConnected);

    public IReadOnlyList<SignalReceiver> Describe(TSender sender) => Describe(For(sender));

    public IReadOnlyList<SignalReceiver> Describe() =>
        Describe(_bySender.Values.SelectMany(bucket => bucket.Items).Concat(_any.Items).OrderBy(receiver => receiver.Order));

    /// <summary>Lets go of the collected everywhere.</summary>
    /// <returns>How many there have been so far.</returns>
    public long CountCollected()
    {
        lock (_gate)
        {
            Sweep();
            return _collected;
        }
    }

    public override bool Disconnect(in ConnectTerms terms, Delegate receiver)
    {
        var bucket = BucketFor(terms.Sender);
        var found = bucket is null ? null : Find(bucket, receiver);
        found?.Disconnect();
        return found is not null;
    }

    public void Remove(Receiver<TSender, TArgs, TAnswer> receiver)
    {
        lock (_gate)
        {
            receiver.Bucket.Remove(receiver);
            ForgetIfEmpty(receiver.Bucket);
        }
    }

    private void Sweep()
    {
        _collected += _any.Sweep();
        foreach (var bucket in _bySender.Values)
        {
            _collected += bucket.Sweep();
            ForgetIfEmpty(bucket);
        }
    }

    private Receiver<TSender, TArgs, TAnswer> Connect(in ConnectTerms terms, Delegate receiver, Call<TSender, TArgs, TAnswer> call)
    {
        var (lifetime, owner) = LifetimeRule.For(receiver, terms);
        var info = new SignalReceiver(ReceiverName.Of(receiver), lifetime, Describe(terms), terms.ConnectedAt, call.Async is not null);
        lock (_gate)
            return IsOneOfItsKind(receiver) && BucketFor(terms.Sender) is { } bucket && Find(bucket, receiver) is { } connected ? connected : Add(terms, info, owner, call);
    }

    private Receiver<TSender, TArgs, TAnswer> Add(in ConnectTerms terms, SignalReceiver info, object? owner, Call<TSender, TArgs, TAnswer> call)
    {
        var bucket = BucketFor(terms.Sender) ?? NewBucket(terms.Sender!);
        var receiver = new Receiver<TSender, TArgs, TAnswer>(this, bucket, info, _order++, call, owner);
        _collected += bucket.Add(receiver);
        return receiver;
    }

    private Bucket<Receiver<TSender, TArgs, TAnswer>>? BucketFor(object? sender) =>
        sender is null ? _any : _bySender.TryGet(sender, out var bucket) ? bucket : null;

    private Bucket<Receiver<TSender, TArgs, TAnswer>> NewBucket(object sender)
    {
        var byValue = sender is string or ValueType;
        if (byValue && ++_values >= _sweepAt)
        {
            Sweep();
            _sweepAt = Math.Max(FirstSweep, _values * 2);
        }
        var bucket = new Bucket<Receiver<TSender, TArgs, TAnswer>>(byValue ? sender : null);
        _bySender.Add(sender, bucket);
        return bucket;
    }

    private void ForgetIfEmpty(Bucket<Receiver<TSender, TArgs, TAnswer>> bucket)
    {
        if (bucket.Value is null || bucket.Items.Length > 0)
            return;
        _bySender.Remove(bucket.Value);
        _values--;
    }

    private static Receiver<TSender, TArgs, TAnswer>? Find(Bucket<Receiver<TSender, TArgs, TAnswer>> bucket, Delegate receiver) =>
        Array.Find(bucket.Items, item => receiver.Equals(item.Call?.Receiver));

    // The compiler may make one delegate for all runs of a line: lambdas are told apart by their connections only.
    private static bool IsOneOfItsKind(Delegate receiver) => !LifetimeRule.IsUnspeakable(receiver.Method);

    private static Receiver<TSender, TArgs, TAnswer>[] Merge(Receiver<TSender, TArgs, TAnswer>[] any, Receiver<TSender, TArgs, TAnswer>[] own)
    {
        var merged = new Receiver<TSender, TArgs, TAnswer>[any.Length + own.Length];
        for (int next = 0, a = 0, b = 0; next < merged.Length; next++)
            merged[next] = b == own.Length || (a < any.Length && any[a].Order < own[b].Order) ? any[a++] : own[b++];
        return merged;
    }

    private static string? Describe(in ConnectTerms terms) => terms.Sender is null ? null : SenderMap<object>.Describe(terms.Sender);

    private static IReadOnlyList<SignalReceiver> Describe(IEnumerable<Receiver<TSender, TArgs, TAnswer>> receivers) =>
        [.. receivers.Where(receiver => receiver.IsConnected).Select(receiver => receiver.Info)];
}
