using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Signals.Receivers;

/// <summary>
/// Sender → value: objects by reference and held weakly, strings and value types by value. Read without a lock. A word of 64 bits, one
/// for each of as many kinds of identity, tells most senders at once that nobody listens to them in particular.
/// </summary>
internal sealed class SenderMap<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TValue> where TValue : class
{
    private readonly ConditionalWeakTable<object, TValue> _objects = [];
    private readonly ConcurrentDictionary<object, TValue> _values = new();
    private ulong _bits;
    private int _valueCount;

    public bool IsUsed => _bits != 0 || _valueCount != 0;

    public bool HasValues => _valueCount != 0;

    public TValue? Find(object sender)
    {
        if ((_bits & Bit(sender)) != 0 && _objects.TryGetValue(sender, out var value))
            return value;
        return _valueCount != 0 && IsByValue(sender) && _values.TryGetValue(sender, out value) ? value : null;
    }

    public void Add(object sender, TValue value)
    {
        if (IsByValue(sender))
        {
            _values[sender] = value;
            Volatile.Write(ref _valueCount, _valueCount + 1);
            return;
        }
        _objects.Add(sender, value);
        Volatile.Write(ref _bits, _bits | Bit(sender));
    }

    /// <summary>Removes a sender that is compared by value, if this is what it has; an object's goes with the object.</summary>
    public bool RemoveValue(object sender, TValue value)
    {
        if (!_values.TryRemove(new(sender, value)))
            return false;
        Volatile.Write(ref _valueCount, _valueCount - 1);
        return true;
    }

    public IEnumerable<TValue> Values => _values.Values.Concat(_objects.Select(pair => pair.Value));

    /// <summary>A sender for people: a value as it reads, an object by its type, since its own words may be a secret.</summary>
    public static string Describe(object sender) => IsByValue(sender) ? $"\"{sender}\"" : sender.GetType().Name;

    public static bool IsByValue(object sender) => sender is string or ValueType;

    /// <summary>The bits of all objects; every bit while there are values, whose identity no bit tells.</summary>
    public ulong Bits => _valueCount != 0 ? ulong.MaxValue : _bits;

    public static ulong Bit(object sender) => 1UL << (RuntimeHelpers.GetHashCode(sender) & 63);
}
