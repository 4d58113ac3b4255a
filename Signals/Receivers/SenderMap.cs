using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Signals.Receivers;

/// <summary>
/// A map from senders to lists: objects are compared by reference and held weakly, strings and value types by value.
/// </summary>
/// <remarks>
/// Read without a lock, changed under the table's gate. A Bloom filter of 64 bits and one hash function answers most
/// lookups of senders without a list.
/// </remarks>
internal sealed class SenderMap
{
    private readonly ConditionalWeakTable<object, SenderFinalizer> _objects = [];
    // Keyed by hash code, so that no user code runs inside the dictionary.
    private readonly ConcurrentDictionary<int, ReceiverList[]> _values = new();
    private ulong _bloomFilter;
    private int _valueCount;

    public bool IsUsed => _bloomFilter != 0 || _valueCount != 0;

    public int ValueCount => _valueCount;

    public IEnumerable<ReceiverList> Lists =>
        _values.Values.SelectMany(lists => lists).Concat(_objects.Select(pair => pair.Value.List));

    /// <summary>The list of a sender; null when the sender has none.</summary>
    public ReceiverList? Find<TSender>(TSender sender)
    {
        if (!typeof(TSender).IsValueType)
            return sender is null ? null : FindObject(sender);
        if (_valueCount == 0 || sender is null)
            return null;
        foreach (var list in ListsFor(sender.GetHashCode()))
        {
            if (EqualityComparer<TSender>.Default.Equals((TSender)list.Sender!.Value!, sender))
                return list;
        }
        return null;
    }

    public ReceiverList? FindObject(object sender)
    {
        if ((_bloomFilter & FilterBit(sender)) != 0 && _objects.TryGetValue(sender, out var finalizer))
            return finalizer.List;
        return _valueCount != 0 && SenderIdentity.IsByValue(sender)
            ? FindValue(sender, ListsFor(sender.GetHashCode()))
            : null;
    }

    /// <summary>Finds the list of a sender, or creates and adds one under the gate.</summary>
    public ReceiverList FindOrAdd(object sender, Lock gate, Func<object, int, ReceiverList> create)
    {
        if (!SenderIdentity.IsByValue(sender))
        {
            lock (gate)
            {
                _bloomFilter |= FilterBit(sender);
                return _objects.GetOrAdd(sender, static (key, create) => new(create(key, 0)), create).List;
            }
        }
        var hash = sender.GetHashCode();
        while (true)
        {
            var lists = ListsFor(hash);
            if (FindValue(sender, lists) is { } found)
                return found;
            lock (gate)
            {
                // Another thread may have added the same sender: compare again, outside the gate.
                if (!ReferenceEquals(lists, ListsFor(hash)))
                    continue;
                var list = create(sender, hash);
                _values[hash] = [.. lists, list];
                _valueCount++;
                return list;
            }
        }
    }

    /// <summary>
    /// Removes the list of a sender that is compared by value; an object's list goes with the object.
    /// </summary>
    public void RemoveValue(ReceiverList list)
    {
        var remaining = Array.FindAll(ListsFor(list.Hash), other => other != list);
        if (remaining.Length == 0)
            _values.TryRemove(list.Hash, out _);
        else
            _values[list.Hash] = remaining;
        _valueCount--;
    }

    /// <summary>Whether a sender may have a list. False is certain; true is not.</summary>
    public bool MayContain(object sender) => _valueCount != 0 || (_bloomFilter & FilterBit(sender)) != 0;

    private static ulong FilterBit(object sender) => 1UL << (RuntimeHelpers.GetHashCode(sender) & 63);

    private static ReceiverList? FindValue(object sender, ReceiverList[] lists)
    {
        foreach (var list in lists)
        {
            if (list.Sender!.Value!.Equals(sender))
                return list;
        }
        return null;
    }

    private ReceiverList[] ListsFor(int hash) => _values.TryGetValue(hash, out var lists) ? lists : [];
}
