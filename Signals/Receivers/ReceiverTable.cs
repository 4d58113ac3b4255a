using System.Reactive.Disposables;

namespace Signals.Receivers;

/// <summary>
/// The connections of one signal: a list for any sender, and one for each sender that something is connected to. A send
/// reads without a lock and costs what its own receivers cost. Changes are made under the gate, where no code of a
/// user's runs.
/// </summary>
internal sealed class ReceiverTable
{
    private const int InitialSweepThreshold = 32;
    private readonly Lock _gate = new();
    private readonly SenderMap _senders = new();
    private readonly Func<object, int, ReceiverList> _createList;
    private long _lastOrder;
    private long _collected;
    private List<DeadReceiver>? _pendingDeaths;
    private int _liveCount;
    private int _muteCount;
    private int _scope;
    private int _valueSweepThreshold = InitialSweepThreshold;
    private bool _isGcRegistered;

    public ReceiverTable()
    {
        var weak = new WeakReference<ReceiverTable>(this);
        AnySender = new(weak, null, 0);
        _createList = (sender, hash) => new(weak, new(sender), hash);
    }

    /// <summary>The signals about receivers; set once, by the signal whose table this is.</summary>
    public ReceiverEvents Events { get; set; } = null!;

    /// <summary>
    /// Whether the signal's types can be unloaded: then nothing may keep a delegate of them that was disconnected.
    /// </summary>
    public bool IsCollectible { get; set; }

    /// <summary>Whether an async receiver is refused when it connects, because nothing would await it.</summary>
    public bool RefusesAsync { get; init; }

    /// <summary>What a send may find, in one word.</summary>
    public ReceiverScope Scope => (ReceiverScope)Volatile.Read(ref _scope);

    public bool IsEmpty => Volatile.Read(ref _liveCount) == 0;

    public bool IsMuted => Volatile.Read(ref _muteCount) != 0;

    /// <summary>The receivers for any sender.</summary>
    public ReceiverList AnySender { get; }

    /// <summary>The receivers for this sender alone; null when there are none.</summary>
    public ReceiverList? FindList<TSender>(TSender sender) => _senders.Find(sender);

    /// <inheritdoc cref="FindList"/>
    public ReceiverList? FindListOfObject(object sender) => _senders.MayContain(sender) ? _senders.FindObject(sender) : null;

    private IEnumerable<ReceiverList> Lists => _senders.Lists.Prepend(AnySender);

    /// <summary>Connects a receiver, unless it is connected already.</summary>
    public SignalConnection Connect(in ConnectOptions options, in Receiver receiver)
    {
        if (RefusesAsync && receiver.Kind != CallKind.Sync)
            throw new InvalidOperationException(
                $"{Adapter.NameOf(receiver.Call)} is async; a signal about receivers is sent where nothing can await it. Connect one that is not.");
        var connection = Append(options, receiver, out var list, out var isNew);
        TellDied();
        if (isNew && Events.WantsConnected)
            TellConnected(list, connection);
        return new(list, connection, isNew);
    }

    /// <summary>Ends a connection; a second time does nothing.</summary>
    /// <returns>Whether it was connected.</returns>
    public bool Disconnect(ReceiverList list, Connection connection)
    {
        // Described before it ends, and without the gate.
        var described = Events.WantsDisconnected && connection.IsAlive ? connection.Describe(list) : null;
        bool wasAlive;
        lock (_gate)
        {
            if (connection.IsEnded)
                return false;
            var call = connection.GetCall(out _);
            wasAlive = call is not null;
            if (call is not null)
                Adapter.Detach(call);
            else
                RecordDeath(list, connection);
            list.Remove(connection);
            ChangeLiveCount(-1);
            RemoveIfEmpty(list);
        }
        TellDied();
        if (wasAlive && described is not null)
            Events.TellDisconnected(described);
        return wasAlive;
    }

    /// <summary>Disconnects a method that is connected to a sender, or to any.</summary>
    public bool Disconnect(object? sender, Delegate receiver)
    {
        var list = sender is null ? AnySender : _senders.FindObject(sender);
        Connection? connection = null;
        if (list is not null)
        {
            lock (_gate)
                connection = list.Find(receiver, target: null);
        }
        return connection is not null && Disconnect(list!, connection);
    }

    /// <summary>The live receivers of all lists, in connection order.</summary>
    public IReadOnlyList<SignalReceiver> Describe() => Describe(Lists);

    /// <summary>The live receivers for any sender and those of one list, in connection order.</summary>
    public IReadOnlyList<SignalReceiver> Describe(ReceiverList? own) => Describe(own is null ? [AnySender] : [AnySender, own]);

    public bool HasReceivers() => Lists.Any(list => list.HasLive);

    public bool HasReceivers(ReceiverList? own) => AnySender.HasLive || own is { HasLive: true };

    /// <summary>Counts the mutes in force, which nest.</summary>
    public IDisposable Mute()
    {
        ChangeMuteCount(1);
        // Rx's disposable runs its action once, however often it is disposed.
        return Disposable.Create(() => ChangeMuteCount(-1));
    }

    /// <summary>Lets go of the collected everywhere, and of the room they took.</summary>
    /// <returns>How many there have been so far.</returns>
    public long Sweep()
    {
        long collected;
        lock (_gate)
        {
            foreach (var list in Lists)
                SweepUnderGate(list);
            collected = _collected;
        }
        TellDied();
        return collected;
    }

    /// <summary>Lets go of the collected of one list, some of which a send has met.</summary>
    public void Sweep(ReceiverList list)
    {
        lock (_gate)
            SweepUnderGate(list);
        TellDied();
    }

    /// <summary>A sender was collected, and what was connected to it ends.</summary>
    public void SenderDied(ReceiverList list)
    {
        lock (_gate)
        {
            var ended = list.EndAll();
            _collected += ended;
            ChangeLiveCount(-ended);
        }
    }

    /// <summary>
    /// A receiver was found dead, and its connection is about to end; to be told of when the gate is open again.
    /// </summary>
    public void RecordDeath(ReceiverList list, Connection connection)
    {
        _collected++;
        if (Events.WantsDied)
            (_pendingDeaths ??= []).Add(new(list, connection, connection.Held));
    }

    private static IReadOnlyList<SignalReceiver> Describe(IEnumerable<ReceiverList> lists) =>
    [
        .. from list in lists
           from connection in list.Connections
           where connection.IsAlive
           orderby connection.Order
           select connection.Describe(list),
    ];

    private Connection Append(in ConnectOptions options, in Receiver receiver, out ReceiverList list, out bool isNew)
    {
        while (true)
        {
            SweepValues(options.Sender);
            list = options.Sender is null ? AnySender : _senders.FindOrAdd(options.Sender, _gate, _createList);
            lock (_gate)
            {
                if (list.IsRemoved)
                    continue;
                isNew = false;
                if (receiver.Identity is not null && list.Find(receiver.Identity, receiver.Target) is { } connected)
                    return connected;
                isNew = true;
                if (list.Current.IsFull)
                    ChangeLiveCount(-list.Sweep(this));
                var connection = receiver.CreateConnection(++_lastOrder, options.Location);
                list.Append(connection);
                ChangeLiveCount(1);
                RegisterGcCallback(connection);
                return connection;
            }
        }
    }

    // All connect, or none does: a receiver of the event that throws takes back what it was told of.
    private void TellConnected(ReceiverList list, Connection connection)
    {
        try
        {
            Events.TellConnected(connection.Describe(list));
        }
        catch (Exception exception)
        {
            ConnectionGroup.DisposeAndThrow([new(list, connection, isNew: true)], exception);
        }
    }

    // The values of senders stay until their last receiver has gone: some thirty, or twice what is left, are looked
    // through.
    private void SweepValues(object? sender)
    {
        if (_senders.ValueCount < _valueSweepThreshold || sender is null || !SenderIdentity.IsByValue(sender))
            return;
        Sweep();
        _valueSweepThreshold = Math.Max(InitialSweepThreshold, _senders.ValueCount * 2);
    }

    private void RegisterGcCallback(Connection connection)
    {
        if (_isGcRegistered || connection.Hold == Hold.Strong)
            return;
        _isGcRegistered = true;
        Gen2GcCallback.Register(this);
    }

    private void ChangeLiveCount(int by)
    {
        Volatile.Write(ref _liveCount, _liveCount + by);
        UpdateScope();
    }

    // The value of a sender, and its list, go with the last receiver.
    private void RemoveIfEmpty(ReceiverList list)
    {
        if (list.Sender?.Value is null || list.LiveCount > 0 || list.IsRemoved)
            return;
        list.IsRemoved = true;
        _senders.RemoveValue(list);
    }

    private void SweepUnderGate(ReceiverList list)
    {
        ChangeLiveCount(-list.Sweep(this));
        RemoveIfEmpty(list);
    }

    private void TellDied()
    {
        if (Volatile.Read(ref _pendingDeaths) is null)
            return;
        List<DeadReceiver>? died;
        lock (_gate)
        {
            died = _pendingDeaths;
            _pendingDeaths = null;
        }
        foreach (var dead in died ?? [])
            Events.TellDied(dead.Describe());
    }

    private void ChangeMuteCount(int by)
    {
        lock (_gate)
        {
            _muteCount += by;
            UpdateScope();
        }
    }

    private void UpdateScope()
    {
        var audience = _liveCount == 0 || _muteCount > 0
            ? ReceiverScope.None : _senders.IsUsed ? ReceiverScope.PerSender
            : ReceiverScope.AnySender;
        Volatile.Write(ref _scope, (int)audience);
    }
}
