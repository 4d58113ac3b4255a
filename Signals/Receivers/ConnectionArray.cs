namespace Signals.Receivers;

/// <summary>
/// The connections of a list as sends read them, in connection order. It is filled once, behind the count that a send
/// has read, and then replaced: no place is used twice. Ended connections stay until then.
/// </summary>
internal sealed class ConnectionArray(ReceiverList list, int capacity)
{
    private object?[] _strongDelegates = [];
    private WeakHandles? _weakHandles;
    private int _count;

    public ReceiverList List => list;

    public Connection[] Items { get; } = new Connection[capacity];

    /// <summary>
    /// By the same places, the delegates that are held strongly and not async: so a send reaches those, which are most,
    /// without a step over the connection. Null for all others, for one that has ended, and throughout once the array
    /// was replaced. Empty while there is none.
    /// </summary>
    public object?[] StrongDelegates => _strongDelegates;

    /// <summary>
    /// How many there are. Read before <see cref="HasAsync"/> and <see cref="StrongDelegates"/>, which are written first.
    /// </summary>
    public int Count => Volatile.Read(ref _count);

    public bool IsFull => _count == Items.Length;

    /// <summary>Whether there ever was an async one among them.</summary>
    public bool HasAsync { get; private set; }

    public void Append(Connection connection)
    {
        HasAsync |= connection.Kind != CallKind.Sync;
        if (connection is { Hold: Hold.Strong, Kind: CallKind.Sync })
        {
            if (_strongDelegates.Length == 0)
                _strongDelegates = new object?[Items.Length];
            _strongDelegates[_count] = connection.Held;
        }
        if (connection.Hold != Hold.Strong)
            _weakHandles ??= new(Items);
        Items[_count] = connection;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Lets go of the delegate of a connection that ends.</summary>
    public void ReleaseDelegate(Connection connection)
    {
        if (connection.Hold == Hold.Strong && _strongDelegates.Length > 0)
            _strongDelegates[IndexOf(connection.Order)] = null;
    }

    /// <summary>
    /// Lets go of all delegates: a send that still reads this array finds them through their connections.
    /// </summary>
    public void Retire()
    {
        Array.Clear(_strongDelegates);
        _weakHandles?.MarkReplaced();
    }

    private int IndexOf(long order)
    {
        // What was connected last is often what goes first.
        var high = _count - 1;
        var low = Items[high].Order == order ? high : 0;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Items[middle].Order < order)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
