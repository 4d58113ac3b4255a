namespace Signals.Receivers;

/// <summary>
/// The connections of a list as sends read them, in connection order. It is filled once, behind the count that a send has read, and
/// then replaced: no place is used twice. Ended connections stay until then.
/// </summary>
internal sealed class ConnectionArray(ReceiverList list, int capacity)
{
    private int _count;

    public ReceiverList List => list;

    public Connection[] Items { get; } = new Connection[capacity];

    /// <summary>How many there are. Read before <see cref="HasAsync"/>, which is written first.</summary>
    public int Count => Volatile.Read(ref _count);

    public bool IsFull => _count == Items.Length;

    /// <summary>Whether there ever was an async one among them.</summary>
    public bool HasAsync { get; private set; }

    public void Append(Connection connection)
    {
        HasAsync |= connection.Call != CallKind.Sync;
        Items[_count] = connection;
        Volatile.Write(ref _count, _count + 1);
    }
}
