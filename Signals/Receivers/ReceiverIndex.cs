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
    private readonly int[] _places;

    public ReceiverIndex(ConnectionArray array)
    {
        _items = array.Items;
        _places = new int[(int)BitOperations.RoundUpToPowerOf2((uint)_items.Length * 2)];
        for (var place = 0; place < array.Count; place++)
            Add(_items[place], place);
    }

    public Connection? Find(Delegate receiver, object? target)
    {
        for (var slot = First(Identity.HashOf(receiver, target)); _places[slot] != Empty; slot = Next(slot))
        {
            if (_places[slot] != Removed && Identity.IsOf(_items[_places[slot] - 1], receiver, target))
                return _items[_places[slot] - 1];
        }
        return null;
    }

    public void Add(Connection connection, int place)
    {
        if (Identity.HashOf(connection) is not { } hash)
            return;
        var slot = First(hash);
        while (_places[slot] > 0)
            slot = Next(slot);
        _places[slot] = place + 1;
    }

    /// <summary>Removes a connection that has not ended yet.</summary>
    public void Remove(Connection connection)
    {
        if (Identity.HashOf(connection) is not { } hash)
            return;
        for (var slot = First(hash); _places[slot] != Empty; slot = Next(slot))
        {
            if (_places[slot] == Removed || !ReferenceEquals(_items[_places[slot] - 1], connection))
                continue;
            // A mark is needed only where a walk goes on.
            _places[slot] = _places[Next(slot)] == Empty ? Empty : Removed;
            return;
        }
    }

    private int First(int hash) => (int)((uint)hash * 2654435769u >> 7) & (_places.Length - 1);

    private int Next(int slot) => (slot + 1) & (_places.Length - 1);
}
