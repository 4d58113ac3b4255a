namespace Signals;

/// <summary>
/// The receivers of a bucket, ready to be called. Only a weak handle leads to it, so the collection that would collect a receiver
/// takes the snapshot along, and keeping receivers alive through it changes no lifetime. It grows in place, behind the
/// <see cref="Count"/> that a send under way has read; a disconnected receiver is taken out of it, and so skipped at no cost.
/// </summary>
internal sealed class Snapshot(int capacity, string? sender, Snapshot? previous)
{
    private readonly object?[] _calls = new object?[capacity];
    private readonly Mark[] _marks = new Mark[capacity];
    private object?[]? _targets;
    private SignalReceiver?[]? _described;
    private int _count;

    /// <summary>How many entries there are. Read first: what belongs to them was written before.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether some entry is called in another way than the plain one: an async receiver, or one without an answer.</summary>
    public bool IsMixed { get; private set; }

    public object?[] Calls => _calls;

    /// <summary>The targets of open receivers, by the same index; null when there is none.</summary>
    public object?[]? Targets => _targets;

    /// <summary>Whether every entry is an open one.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Whether every entry is called in the plain way.</summary>
    public bool IsPlain => _targets is null && !IsMixed;

    public Mark MarkAt(int index) => _marks[index];

    /// <summary>The receiver at an index, for people; described once.</summary>
    public SignalReceiver Describe(int index) => _calls[index] is { } call
        ? Describe(index, call)
        : new("(a receiver that disconnected itself)", _marks[index].Lifetime, sender, _marks[index].ConnectedAt, IsAsync: false);

    /// <inheritdoc cref="Describe(int)"/>
    public SignalReceiver Describe(int index, object call) =>
        (_described ??= new SignalReceiver?[capacity])[index] ??= ReceiverInfo.Of(call, _targets?[index], _marks[index], sender);

    /// <returns>False when it is full.</returns>
    public bool TryAdd(object? call, object? target, Mark mark, bool plain)
    {
        if (_count == capacity)
            return false;
        if (target is not null)
            (_targets ??= new object?[capacity])[_count] = target;
        IsOpen &= target is not null;
        IsMixed |= !plain;
        (_calls[_count], _marks[_count]) = (call, mark);
        Volatile.Write(ref _count, _count + 1);
        return true;
    }

    /// <summary>A larger one with the same entries. Sends under way still read this one, so it is remembered.</summary>
    public Snapshot Grow(int larger)
    {
        var grown = new Snapshot(larger, sender, this);
        for (var index = 0; index < _count; index++)
            grown.TryAdd(_calls[index], _targets?[index], _marks[index], plain: !IsMixed);
        return grown;
    }

    /// <summary>Takes a receiver out, here and wherever a send under way may still read. The target stays: a send may be about to call on it.</summary>
    public void Remove(Mark mark)
    {
        for (var snapshot = this; snapshot is not null; snapshot = snapshot.Previous)
        {
            var index = Array.BinarySearch(snapshot._marks, 0, snapshot._count, mark);
            if (index >= 0)
                snapshot._calls[index] = null;
        }
    }

    private Snapshot? Previous => previous;
}
