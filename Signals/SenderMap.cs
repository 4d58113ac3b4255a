using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Signals;

/// <summary>Sender → value: objects by reference and held weakly, strings and value types by value. Read without a lock.</summary>
internal sealed class SenderMap<TValue> where TValue : class
{
    private readonly ConditionalWeakTable<object, TValue> _objects = [];
    private readonly ConcurrentDictionary<object, TValue> _values = new();

    public bool TryGet(object sender, [MaybeNullWhen(false)] out TValue value) =>
        IsByValue(sender) ? _values.TryGetValue(sender, out value) : _objects.TryGetValue(sender, out value);

    public void Add(object sender, TValue value)
    {
        if (IsByValue(sender))
            _values[sender] = value;
        else
            _objects.Add(sender, value);
    }

    public void Remove(object sender)
    {
        if (IsByValue(sender))
            _values.TryRemove(sender, out _);
        else
            _objects.Remove(sender);
    }

    public IEnumerable<TValue> Values => _values.Values.Concat(_objects.Select(pair => pair.Value));

    /// <summary>A sender for people: a value as it reads, an object by its type, since its own words may be a secret.</summary>
    public static string Describe(object sender) => IsByValue(sender) ? $"\"{sender}\"" : sender.GetType().Name;

    private static bool IsByValue(object sender) => sender is string or ValueType;
}
