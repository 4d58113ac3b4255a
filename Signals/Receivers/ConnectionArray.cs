namespace Signals.Receivers;

/// <summary>
/// The connections of a list as sends read them, in connection order. The array is filled once and then replaced: no
/// index is used twice, and ended connections stay until the replacement.
/// </summary>
/// <remarks>A send reads only up to the count at its start, so appending does not disturb the send.</remarks>
internal sealed class ConnectionArray(ReceiverList list, int capacity)
{
    private object?[] _strongDelegates = [];
    private WeakHandles? _weakHandles;
    private int _count;

    public ReceiverList List => list;

    public Connection[] Items { get; } = new Connection[capacity];

    /// <summary>
    /// The delegates that are held strongly and are not async, at the same indexes as <see cref="Items"/>: a send calls
    /// such a delegate without reading its connection.
    /// </summary>
    /// <value>
    /// Null for any other receiver, for an ended connection, and at every index once the array was replaced. Empty
    /// until the first such delegate.
    /// </value>
    public object?[] StrongDelegates => _strongDelegates;

    /// <summary>
    /// The number of connections. Read it before <see cref="HasAsync"/> and <see cref="StrongDelegates"/>, which are
    /// written before it.
    /// </summary>
    public int Count => Volatile.Read(ref _count);

    public bool IsFull => _count == Items.Length;

    /// <summary>Whether the array has, or had, the connection of an async receiver.</summary>
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

    /// <summary>Releases the delegate of a connection that ends.</summary>
    public void ReleaseDelegate(Connection connection)
    {
        if (connection.Hold == Hold.Strong && _strongDelegates.Length > 0)
            _strongDelegates[IndexOf(connection.Order)] = null;
    }

    /// <summary>
    /// Releases all delegates: a send that still reads this array finds the delegates through their connections.
    /// </summary>
    public void Retire()
    {
        Array.Clear(_strongDelegates);
        _weakHandles?.MarkReplaced();
    }

    private int IndexOf(long order)
    {
        // The last connection is often the first to end.
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
