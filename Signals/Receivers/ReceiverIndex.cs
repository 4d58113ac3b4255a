using System.Numerics;

namespace Signals.Receivers;

/// <summary>
/// Finds a receiver among the connections of an array: a hash table of their places with open addressing, at about ten
/// bytes each. Used under the table's gate.
/// </summary>
internal sealed class ReceiverIndex
{
    private const int Empty = 0;
    private const int Removed = -1;
    private readonly Connection[] _items;
    // Place + 1.
    private readonly int[] _slots;

    public ReceiverIndex(ConnectionArray array)
    {
        _items = array.Items;
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)_items.Length * 2)];
        for (var place = 0; place < array.Count; place++)
            Add(_items[place], place);
    }

    public Connection? Find(Delegate receiver, object? target)
    {
        for (var slot = FirstSlot(ReceiverIdentity.HashOf(receiver, target)); _slots[slot] != Empty; slot = NextSlot(slot))
        {
            if (_slots[slot] != Removed && ReceiverIdentity.Matches(_items[_slots[slot] - 1], receiver, target))
                return _items[_slots[slot] - 1];
        }
        return null;
    }

    public void Add(Connection connection, int place)
    {
        if (ReceiverIdentity.HashOf(connection) is not { } hash)
            return;
        var slot = FirstSlot(hash);
        while (_slots[slot] > 0)
            slot = NextSlot(slot);
        _slots[slot] = place + 1;
    }

    /// <summary>Removes a connection that has not ended yet.</summary>
    public void Remove(Connection connection)
    {
        if (ReceiverIdentity.HashOf(connection) is not { } hash)
            return;
        for (var slot = FirstSlot(hash); _slots[slot] != Empty; slot = NextSlot(slot))
        {
            if (_slots[slot] == Removed || !ReferenceEquals(_items[_slots[slot] - 1], connection))
                continue;
            // A mark is needed only where a walk goes on.
            _slots[slot] = _slots[NextSlot(slot)] == Empty ? Empty : Removed;
            return;
        }
    }

    private int FirstSlot(int hash) => (int)((uint)hash * 2654435769u >> 7) & (_slots.Length - 1);

    private int NextSlot(int slot) => (slot + 1) & (_slots.Length - 1);
}
