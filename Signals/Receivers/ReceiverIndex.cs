using System.Numerics;

namespace Signals.Receivers;

/// <summary>
/// Finds a receiver among the connections of an array: a hash table of array indexes with open addressing and linear
/// probing, about ten bytes for each connection.
/// </summary>
/// <remarks>Use it under the table's gate.</remarks>
internal sealed class ReceiverIndex
{
    private const int Empty = 0;
    private const int Removed = -1;
    private readonly Connection[] _items;
    // Each slot holds an array index + 1, or Empty, or Removed.
    private readonly int[] _slots;

    public ReceiverIndex(ConnectionArray array)
    {
        _items = array.Items;
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)_items.Length * 2)];
        for (var index = 0; index < array.Count; index++)
            Add(_items[index], index);
    }

    public Connection? Find(Delegate receiver, object? target)
    {
        var hash = ReceiverIdentity.HashOf(receiver, target);
        for (var slot = FirstSlot(hash); _slots[slot] != Empty; slot = NextSlot(slot))
        {
            if (_slots[slot] != Removed && ReceiverIdentity.Matches(_items[_slots[slot] - 1], receiver, target))
                return _items[_slots[slot] - 1];
        }
        return null;
    }

    public void Add(Connection connection, int index)
    {
        if (ReceiverIdentity.HashOf(connection) is not { } hash)
            return;
        var slot = FirstSlot(hash);
        while (_slots[slot] > 0)
            slot = NextSlot(slot);
        _slots[slot] = index + 1;
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
            // The slot becomes Removed only if a probe may have to continue past the slot.
            _slots[slot] = _slots[NextSlot(slot)] == Empty ? Empty : Removed;
            return;
        }
    }

    private int FirstSlot(int hash) => (int)((uint)hash * 2654435769u >> 7) & (_slots.Length - 1);

    private int NextSlot(int slot) => (slot + 1) & (_slots.Length - 1);
}
