namespace Signals.Receivers;

/// <summary>
/// The connections for any sender, or for one, in connection order. Sends read <see cref="Live"/> and <see
/// cref="Current"/> without the table's gate; everything else is done under it.
/// </summary>
internal sealed class ReceiverList
{
    private const int FewEnoughToWalk = 16;
    private const int Many = 1024;
    private const int FewAtFirst = 2;
    private const int FewAtLeast = 8;
    private readonly WeakReference<ReceiverTable> _table;
    private ConnectionArray _current;
    private ReceiverIndex? _index;
    private int _live;

    /// <param name="table">
    /// The table it is in, referred to weakly: a list lives as long as its sender, and must not keep the signal as
    /// long.
    /// </param>
    /// <param name="sender">The one sender; null for any.</param>
    /// <param name="hash">The hash code of a sender that is compared by value.</param>
    public ReceiverList(WeakReference<ReceiverTable> table, SenderIdentity? sender, int hash)
    {
        _table = table;
        Sender = sender;
        Hash = hash;
        _current = new(this, FewAtFirst);
    }

    /// <summary>The table it is in; null once the signal was collected.</summary>
    public ReceiverTable? Table => _table.TryGetTarget(out var table) ? table : null;

    public SenderIdentity? Sender { get; }

    public int Hash { get; }

    /// <summary>Whether it left the table, so that a connect has to find another.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>How many have not ended. Some may be dead, and not noticed yet.</summary>
    public int Live => Volatile.Read(ref _live);

    public ConnectionArray Current => Volatile.Read(ref _current);

    /// <summary>The connections now, those that have ended included.</summary>
    public ArraySegment<Connection> Connections
    {
        get
        {
            var array = Current;
            return new(array.Items, 0, array.Count);
        }
    }

    public bool HasLive => Connections.Any(connection => connection.IsAlive);

    /// <summary>The connection that this receiver has already; null when there is none.</summary>
    public Connection? Find(Delegate receiver, object? target)
    {
        if (_index is not null)
            return _index.Find(receiver, target);
        foreach (var connection in Connections)
        {
            if (Identity.IsOf(connection, receiver, target))
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
        Volatile.Write(ref _live, _live + 1);
        _index?.Add(connection, array.Count - 1);
        if (_index is null && array.Count > FewEnoughToWalk)
            _index = new(array);
    }

    /// <summary>Ends a connection, whether the signal is still there or not; a second time does nothing.</summary>
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
        Current.Forget(connection);
        connection.End();
        Volatile.Write(ref _live, _live - 1);
        var count = Current.Count;
        if (count > FewEnoughToWalk && _live < count / 2)
            Replace();
    }

    /// <summary>Ends the connections whose receiver was collected.</summary>
    /// <returns>How many there were.</returns>
    public int Sweep(ReceiverTable table)
    {
        var before = _live;
        foreach (var connection in Connections)
        {
            if (connection.IsEnded || connection.IsAlive)
                continue;
            table.Died(this, connection);
            connection.End();
            Volatile.Write(ref _live, _live - 1);
        }
        if (_live < before)
            Replace();
        return before - _live;
    }

    /// <summary>Ends all connections.</summary>
    /// <returns>How many there were.</returns>
    public int EndAll()
    {
        var ended = _live;
        foreach (var connection in Connections.Where(connection => !connection.IsEnded))
        {
            if (connection.Read(out _) is { } call)
                Adapter.Untie(call);
            connection.End();
        }
        _live = 0;
        Replace();
        return ended;
    }

    // Room for as many again, or a quarter of many: so each connect pays for one or four that are copied.
    private void Replace()
    {
        var old = Current;
        var room = _live < Many ? Math.Max(FewAtLeast, _live * 2) : _live + (_live / 4);
        var array = new ConnectionArray(this, room);
        foreach (var connection in Connections)
        {
            if (!connection.IsEnded)
                array.Append(connection);
        }
        _index = array.Count > FewEnoughToWalk ? new(array) : null;
        Volatile.Write(ref _current, array);
        old.Retire();
    }
}
