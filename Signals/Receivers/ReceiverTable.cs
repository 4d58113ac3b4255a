using System.Reactive.Disposables;

namespace Signals.Receivers;

/// <summary>
/// The connections of one signal: a list for any sender, and a list for each sender that has receivers.
/// </summary>
/// <remarks>
/// A send reads without a lock, and its cost depends only on its own receivers. Changes are made under the gate; no
/// user code runs under the gate.
/// </remarks>
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

    /// <summary>The signals about receivers; set once, by the signal of the table.</summary>
    public ReceiverEvents Events { get; set; } = null!;

    /// <summary>
    /// Whether the signal's types can be unloaded: then nothing may keep a disconnected delegate of these types alive.
    /// </summary>
    public bool IsCollectible { get; set; }

    /// <summary>Whether async receivers are refused at the connect, because no send awaits them.</summary>
    public bool RefusesAsync { get; init; }

    /// <summary>The receivers that a send may reach; a send reads it first.</summary>
    public ReceiverScope Scope => (ReceiverScope)Volatile.Read(ref _scope);

    public bool IsEmpty => Volatile.Read(ref _liveCount) == 0;

    public bool IsMuted => Volatile.Read(ref _muteCount) != 0;

    /// <summary>The receivers for any sender.</summary>
    public ReceiverList AnySender { get; }

    /// <summary>The list for this sender alone; null when the sender has none.</summary>
    public ReceiverList? FindList<TSender>(TSender sender) => _senders.Find(sender);

    /// <inheritdoc cref="FindList"/>
    public ReceiverList? FindListOfObject(object sender) =>
        _senders.MayContain(sender) ? _senders.FindObject(sender) : null;

    private IEnumerable<ReceiverList> Lists => _senders.Lists.Prepend(AnySender);

    /// <summary>Connects a receiver, unless it is connected already.</summary>
    public SignalConnection Connect(in ConnectOptions options, in Receiver receiver)
    {
        if (RefusesAsync && receiver.Kind != CallKind.Sync)
            throw new InvalidOperationException(
                $"{Adapter.NameOf(receiver.Call)} is async; "
                + "a signal about receivers is sent where nothing can await it. Connect one that is not.");
        var connection = Append(options, receiver, out var list, out var isNew);
        TellDied();
        if (isNew && Events.WantsConnected)
            TellConnected(list, connection);
        return new(list, connection, isNew);
    }

    /// <summary>Ends a connection. A second call does nothing.</summary>
    /// <returns>Whether the receiver was connected and alive.</returns>
    public bool Disconnect(ReceiverList list, Connection connection)
    {
        // Describe the connection before the connection ends, and outside the lock.
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

    /// <summary>Disconnects a method that is connected to a sender, or to any sender.</summary>
    public bool Disconnect(object? sender, Delegate receiver)
    {
        var list = sender is null ? AnySender : _senders.FindObject(sender);
        if (list is null)
            return false;
        Connection? connection;
        lock (_gate)
            connection = list.Find(receiver, target: null);
        return connection is not null && Disconnect(list, connection);
    }

    /// <summary>The live receivers of all lists, in connection order.</summary>
    public IReadOnlyList<SignalReceiver> Describe() => Describe(Lists);

    /// <summary>The live receivers for any sender and of one sender's list, in connection order.</summary>
    public IReadOnlyList<SignalReceiver> Describe(ReceiverList? senderList) =>
        Describe(senderList is null ? [AnySender] : [AnySender, senderList]);

    public bool HasReceivers() => Lists.Any(list => list.HasLive);

    public bool HasReceivers(ReceiverList? senderList) => AnySender.HasLive || senderList is { HasLive: true };

    /// <summary>Begins a mute. Mutes nest.</summary>
    public IDisposable Mute()
    {
        ChangeMuteCount(1);
        // Rx's disposable runs its action once, also when disposed again.
        return Disposable.Create(() => ChangeMuteCount(-1));
    }

    /// <summary>Removes the connections of collected receivers from all lists.</summary>
    /// <returns>How many receivers have been collected so far.</returns>
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

    /// <summary>Removes the connections of collected receivers from one list, in which a send has found some.</summary>
    public void Sweep(ReceiverList list)
    {
        lock (_gate)
            SweepUnderGate(list);
        TellDied();
    }

    /// <summary>Ends the connections to a sender that was collected.</summary>
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
    /// Counts a receiver that was collected and whose connection is about to end. It is told after the gate is left.
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

    // All receivers connect, or none: if a receiver of the event throws, the connection ends.
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

    // A sender that is compared by value stays until its last receiver is gone. A sweep at each doubling of their
    // number removes the senders of collected receivers, at an amortized constant cost.
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

    private void ChangeLiveCount(int change)
    {
        Volatile.Write(ref _liveCount, _liveCount + change);
        UpdateScope();
    }

    // A sender that is compared by value, and its list, go with the last receiver.
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

    private void ChangeMuteCount(int change)
    {
        lock (_gate)
        {
            _muteCount += change;
            UpdateScope();
        }
    }

    private void UpdateScope()
    {
        var scope = (_liveCount == 0 || _muteCount > 0, _senders.IsUsed) switch
        {
            (true, _) => ReceiverScope.None,
            (_, true) => ReceiverScope.PerSender,
            _ => ReceiverScope.AnySender,
        };
        Volatile.Write(ref _scope, (int)scope);
    }
}
