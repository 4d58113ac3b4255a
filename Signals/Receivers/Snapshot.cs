using System.Runtime.InteropServices;

namespace Signals.Receivers;

/// <summary>
/// The receivers of a bucket, ready to be called. Only a weak handle leads to it, so the collection that would collect a receiver
/// takes the snapshot along, and keeping receivers alive through it changes no lifetime. It grows in place, behind the
/// <see cref="Count"/> that a send under way has read; a disconnected receiver is taken out of it, and so skipped at no cost.
/// </summary>
internal sealed class Snapshot
{
    private readonly object?[] _calls;
    private int _count;
    private SnapshotKind _kind;
    private object?[]? _targets;
    private readonly Mark[] _marks;
    private readonly string? _sender;
    private readonly Snapshot? _previous;
    private Snapshot? _next;
    private SignalReceiver?[]? _described;

    public Snapshot(int capacity, string? sender, Snapshot? previous)
    {
        (_calls, _marks) = (new object?[capacity], new Mark[capacity]);
        (_sender, _previous) = (sender, previous);
    }

    /// <summary>What a send calls: as many entries as there are now. Read it before whatever belongs to them, which was written before their number.</summary>
    public ReadOnlySpan<object?> Calls => MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(_calls), Count);

    /// <summary>How the entries are called that were there when <see cref="Calls"/> was read; by now it may be more mixed than they are.</summary>
    public SnapshotKind Kind => _kind;

    /// <summary>The targets of open receivers, by the same index.</summary>
    public ReadOnlySpan<object?> Targets => _targets;

    public int Count => Volatile.Read(ref _count);

    public object? CallAt(int index) => _calls[index];

    public object? TargetAt(int index) => _targets?[index];

    public Mark MarkAt(int index) => _marks[index];

    /// <summary>The receiver at an index, for people; described once.</summary>
    public SignalReceiver Describe(int index) => _calls[index] is { } call
        ? Describe(index, call)
        : new("(a receiver that disconnected itself)", _marks[index].Lifetime, _sender, _marks[index].ConnectedAt, IsAsync: false);

    /// <inheritdoc cref="Describe(int)"/>
    public SignalReceiver Describe(int index, object call) =>
        (_described ??= new SignalReceiver?[_calls.Length])[index] ??= ReceiverInfo.Of(call, _targets?[index], _marks[index], _sender);

    /// <returns>False when it is full.</returns>
    public bool TryAdd(object call, object? target, Mark mark, SnapshotKind kind)
    {
        if (_count == _calls.Length)
            return false;
        if (target is not null)
            (_targets ??= new object?[_calls.Length])[_count] = target;
        _kind = _count == 0 || kind == _kind ? kind : SnapshotKind.Mixed;
        (_calls[_count], _marks[_count]) = (call, mark);
        Volatile.Write(ref _count, _count + 1);
        return true;
    }

    /// <summary>
    /// Another one with the entries that are still connected. Sends under way still read this one, so each remembers the other: a collection
    /// in the middle of such a send must not take the other away, through which alone this one is found.
    /// </summary>
    public Snapshot Grow(int larger)
    {
        var grown = _next = new Snapshot(larger, _sender, this);
        for (var index = 0; index < _count; index++)
        {
            if (_calls[index] is { } call)
                grown.TryAdd(call, _targets?[index], _marks[index], _kind);
        }
        return grown;
    }

    /// <summary>Takes a receiver out, here and wherever a send under way may still read. The target stays: a send may be about to call on it.</summary>
    public void Remove(Mark mark)
    {
        for (var snapshot = this; snapshot is not null; snapshot = snapshot._previous)
        {
            var index = Array.BinarySearch(snapshot._marks, 0, snapshot._count, mark);
            // What came after a snapshot is in none before it either.
            if (index < 0)
                return;
            snapshot._calls[index] = null;
        }
    }
}
