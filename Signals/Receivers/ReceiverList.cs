namespace Signals.Receivers;

/// <summary>The connections for any sender, or for one sender, in connection order.</summary>
/// <remarks>
/// Sends read <see cref="LiveCount"/> and <see cref="Current"/> without the table's gate. Everything else needs the
/// gate.
/// </remarks>
internal sealed class ReceiverList
{
    private const int LinearSearchLimit = 16;
    private const int DoublingLimit = 1024;
    private const int InitialCapacity = 2;
    private const int MinimumCapacity = 8;
    private readonly WeakReference<ReceiverTable> _table;
    private ConnectionArray _current;
    private ReceiverIndex? _index;
    private int _liveCount;

    /// <param name="table">
    /// The table of the list. The reference is weak: a list lives as long as its sender, and must not keep the signal
    /// alive.
    /// </param>
    /// <param name="sender">The one sender; null for any sender.</param>
    /// <param name="hash">The hash code of a sender that is compared by value.</param>
    public ReceiverList(WeakReference<ReceiverTable> table, SenderIdentity? sender, int hash)
    {
        _table = table;
        Sender = sender;
        Hash = hash;
        _current = new(this, InitialCapacity);
    }

    /// <summary>The table of the list; null once the signal was collected.</summary>
    public ReceiverTable? Table => _table.TryGetTarget(out var table) ? table : null;

    public SenderIdentity? Sender { get; }

    public int Hash { get; }

    /// <summary>Whether the table removed the list, so that a connect has to find another.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>The number of connections that have not ended. Collected receivers count until a sweep.</summary>
    public int LiveCount => Volatile.Read(ref _liveCount);

    public ConnectionArray Current => Volatile.Read(ref _current);

    /// <summary>The current connections, including ended ones.</summary>
    public ArraySegment<Connection> Connections
    {
        get
        {
            var array = Current;
            return new(array.Items, 0, array.Count);
        }
    }

    // A sender asks before it makes args, so asking allocates nothing.
    public bool HasLive
    {
        get
        {
            foreach (var connection in Connections)
            {
                if (connection.IsAlive)
                    return true;
            }
            return false;
        }
    }

    /// <summary>Finds the connection of a receiver; null when the receiver is not connected.</summary>
    public Connection? Find(Delegate receiver, object? target)
    {
        if (_index is not null)
            return _index.Find(receiver, target);
        foreach (var connection in Connections)
        {
            if (ReceiverIdentity.Matches(connection, receiver, target))
                return connection;
        }
        return null;
    }

    public void Append(Connection connection)
    {
        if (Current.IsFull)
            Replace();
        var array = Current;
        array.Append(connection);
        Volatile.Write(ref _liveCount, _liveCount + 1);
        _index?.Add(connection, array.Count - 1);
        if (_index is null && array.Count > LinearSearchLimit)
            _index = new(array);
    }

    /// <summary>Ends a connection, also after the signal was collected. A second call does nothing.</summary>
    public void Disconnect(Connection connection)
    {
        if (Table is { } table)
            table.Disconnect(this, connection);
        else
            EndAll();
    }

    /// <summary>Ends a connection that has not ended yet.</summary>
    public void Remove(Connection connection)
    {
        _index?.Remove(connection);
        Current.ReleaseDelegate(connection);
        connection.End();
        Volatile.Write(ref _liveCount, _liveCount - 1);
        var count = Current.Count;
        if (count > LinearSearchLimit && _liveCount < count / 2)
            Replace();
    }

    /// <summary>Ends the connections whose receiver was collected.</summary>
    /// <returns>How many connections ended.</returns>
    public int Sweep(ReceiverTable table)
    {
        var before = _liveCount;
        foreach (var connection in Connections)
        {
            if (connection.IsEnded || connection.IsAlive)
                continue;
            table.RecordDeath(this, connection);
            connection.End();
            Volatile.Write(ref _liveCount, _liveCount - 1);
        }
        if (_liveCount < before)
            Replace();
        return before - _liveCount;
    }

    /// <summary>Ends all connections.</summary>
    /// <returns>How many connections ended.</returns>
    public int EndAll()
    {
        var ended = _liveCount;
        foreach (var connection in Connections.Where(connection => !connection.IsEnded))
        {
            if (connection.GetCall(out _) is { } call)
                Adapter.Detach(call);
            connection.End();
        }
        _liveCount = 0;
        Replace();
        return ended;
    }

    // Amortized growth: a replaced array has room for as many connections again; a large one, for a quarter more.
    private void Replace()
    {
        var old = Current;
        var capacity = _liveCount < DoublingLimit
            ? Math.Max(MinimumCapacity, _liveCount * 2)
            : _liveCount + (_liveCount / 4);
        var array = new ConnectionArray(this, capacity);
        foreach (var connection in Connections)
        {
            if (!connection.IsEnded)
                array.Append(connection);
        }
        _index = array.Count > LinearSearchLimit ? new(array) : null;
        Volatile.Write(ref _current, array);
        old.Retire();
    }
}
