using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Signals.Receivers;

/// <summary>
/// The receivers for any sender, or for one, in connection order. Sends read <see cref="Live"/>, <see cref="Solo"/>, <see cref="Quick"/> and
/// <see cref="Current"/> without the table's gate; everything else is done under it.
/// </summary>
internal sealed class Bucket(ReceiverTable table, string? sender, object? value)
{
    private const int FewEnoughToWalk = 16;
    private const int FirstSweep = 32;
    private Slot[] _slots = [];
    private int _count;
    private int _live;
    private int _sweepAt = FirstSweep;
    private HashBag? _codes;
    private bool _isLeft;
    // The handle of the last one that left: who comes and goes costs none.
    private WeakGCHandle<object> _spare;
    // A reference and not a handle of ours: sends read it without the gate, also those that a finalizer should not make any more.
    private readonly WeakReference<Snapshot> _snapshot = new(null!);

    // Finalizers run in no order, and another object's may still send or disconnect. So this one waits for the collection after that.
    ~Bucket()
    {
        if (!_isLeft)
        {
            _isLeft = true;
            GC.ReRegisterForFinalize(this);
            return;
        }
        table.Locked(Leave);
    }

    public ReceiverTable Table => table;

    /// <summary>The sender, for people; null for any.</summary>
    public string? Sender => sender;

    /// <summary>The sender, when it is one compared by value: nobody else would ever take its bucket away.</summary>
    public object? Value => value;

    /// <summary>How many receivers there are, the collected that nobody has noticed included.</summary>
    public int Live => Volatile.Read(ref _live);

    /// <summary>What a send calls.</summary>
    public Snapshot Current() => _snapshot.TryGetTarget(out var snapshot) ? snapshot : table.Rebuild(this);

    /// <summary>The only receiver, of a bucket for one sender; null when there are more, or none, or it is not a plain one.</summary>
    public Solo? Solo { get; private set; }

    /// <summary>What is behind <see cref="Current"/>, for whoever has no time.</summary>
    public WeakReference<Snapshot> Quick => _snapshot;

    public void Append(object call, object? target, bool isWeak, Mark mark)
    {
        MakeRoom();
        ref var slot = ref _slots[_count++];
        slot.Mark = mark;
        if (isWeak)
            slot.Weak = Handle(target ?? call);
        if (!isWeak || target is not null)
            slot.Held = call;
        Volatile.Write(ref _live, _live + 1);
        Solo = sender is not null && _live == 1 ? Solo.Of(call, target, isWeak, table.KindOf(call, target)) : null;
        AddCode(call, target);
        if (!_snapshot.TryGetTarget(out var snapshot) || snapshot.TryAdd(call, target, mark, table.KindOf(call, target)))
            return;
        snapshot = snapshot.Grow(Math.Max(4, _count * 2));
        snapshot.TryAdd(call, target, mark, table.KindOf(call, target));
        _snapshot.SetTarget(snapshot);
    }

    /// <returns>What was held there; null when it was not connected any more.</returns>
    public object? Remove(Mark mark, out object? target)
    {
        target = null;
        var index = IndexOf(mark);
        if (index < 0 || _slots[index].IsFree)
            return null;
        var held = _slots[index].Read(out target);
        if (held is null)
            table.Died(this, in _slots[index]);
        else
            RemoveCode(held, target);
        Free(index);
        while (_count > 0 && _slots[_count - 1].IsFree)
            _count--;
        if (_snapshot.TryGetTarget(out var snapshot))
            snapshot.Remove(mark);
        return held;
    }

    public bool IsConnected(Mark mark) => IndexOf(mark) is >= 0 and var index && _slots[index].Read(out _) is not null;

    /// <returns>The mark of the receiver that is connected already; null when there is none.</returns>
    public Mark? Find(Delegate receiver, object? target)
    {
        if (_codes is not null && CodeOf(receiver, target) is { } code && !_codes.Contains(code))
            return null;
        foreach (ref readonly var slot in _slots.AsSpan(0, _count))
        {
            if (slot.Read(out var on) is { } held && ReferenceEquals(on, target) && receiver.Equals(Adapter.Identity(held)))
                return slot.Mark;
        }
        return null;
    }

    public SignalReceiver DescribeSolo(object held)
    {
        var described = new List<(Mark Mark, SignalReceiver Receiver)>();
        table.Locked(() => Describe(described));
        return described is [var only] ? only.Receiver : ReceiverInfo.Of(held, null, default, sender);
    }

    public bool HasConnected()
    {
        foreach (ref readonly var slot in _slots.AsSpan(0, _count))
        {
            if (slot.Read(out _) is not null)
                return true;
        }
        return false;
    }

    public void Describe(List<(Mark Mark, SignalReceiver Receiver)> list)
    {
        foreach (ref readonly var slot in _slots.AsSpan(0, _count))
        {
            if (slot.Read(out var target) is { } held)
                list.Add((slot.Mark, ReceiverInfo.Of(held, target, slot.Mark, sender)));
        }
    }

    public Snapshot Rebuild()
    {
        if (_snapshot.TryGetTarget(out var snapshot))
            return snapshot;
        snapshot = new(Math.Max(_count, 1), sender, null);
        var dead = 0;
        foreach (ref readonly var slot in _slots.AsSpan(0, _count))
        {
            if (slot.Read(out var target) is { } call)
                snapshot.TryAdd(call, target, slot.Mark, table.KindOf(call, target));
            else
                dead++;
        }
        if (dead > 0)
            Sweep();
        Publish(snapshot);
        return snapshot;
    }

    /// <summary>Lets go of the collected, and of the room they took.</summary>
    public void Sweep()
    {
        var kept = 0;
        for (var index = 0; index < _count; index++)
        {
            if (_slots[index].IsFree)
                continue;
            if (_slots[index].Read(out _) is null)
            {
                table.Died(this, in _slots[index]);
                Free(index);
            }
            else if (kept++ < index)
            {
                _slots[kept - 1] = _slots[index];
                _slots[index] = default;
            }
        }
        _count = kept;
        _codes = null;
        if (_count < _slots.Length * 3 / 4)
            Array.Resize(ref _slots, _count);
        if (_count > FewEnoughToWalk)
            RebuildCodes();
    }

    private void Publish(Snapshot snapshot)
    {
        try
        {
            _snapshot.SetTarget(snapshot);
        }
        catch (InvalidOperationException)
        {
            // A finalizer sends, and the reference's own has run before it. The snapshot serves this one send.
        }
    }

    // Whoever still sends, from a finalizer that runs later yet, finds nobody, and no handle that is another's by now.
    private void Leave()
    {
        if (sender is null)
            table.End();
        foreach (ref var slot in _slots.AsSpan(0, _count))
            slot.Weak.Dispose();
        _spare.Dispose();
        table.Lost(_live);
        (_slots, _count, _live, Solo) = ([], 0, 0, null);
    }

    private void MakeRoom()
    {
        if (_count < _slots.Length)
            return;
        if (_count >= _sweepAt)
        {
            Sweep();
            _sweepAt = Math.Max(FirstSweep, _count * 2);
        }
        if (_count == _slots.Length)
            Array.Resize(ref _slots, _count < 4 ? 4 : _count < 1024 ? _count * 2 : _count + (_count / 4));
    }

    private void Free(int index)
    {
        Solo = null;
        var handle = _slots[index].Free();
        if (_spare.IsAllocated)
            handle.Dispose();
        else
            _spare = handle;
        Volatile.Write(ref _live, _live - 1);
        table.Left();
    }

    private WeakGCHandle<object> Handle(object target)
    {
        if (!_spare.IsAllocated)
            return new(target);
        var handle = _spare;
        _spare = default;
        handle.SetTarget(target);
        return handle;
    }

    private int IndexOf(Mark mark)
    {
        // What was connected last is often what goes first.
        if (_count > 0 && _slots[_count - 1].Mark == mark)
            return _count - 1;
        int low = 0, high = _count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _slots[middle].Mark.CompareTo(mark);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return -1;
    }

    private void AddCode(object held, object? target)
    {
        if (_codes is { IsFull: false })
        {
            if (CodeOf(held, target) is { } code)
                _codes.Add(code);
        }
        else
        {
            _codes = null;
            if (_count > FewEnoughToWalk)
                RebuildCodes();
        }
    }

    private void RemoveCode(object held, object? target)
    {
        if (_codes is not null && CodeOf(held, target) is { } code)
            _codes.Remove(code);
    }

    private void RebuildCodes()
    {
        _codes = new(_slots.Length);
        foreach (ref readonly var slot in _slots.AsSpan(0, _count))
        {
            if (slot.Read(out var target) is { } held && CodeOf(held, target) is { } code)
                _codes.Add(code);
        }
    }

    // An Rx observer has none, for Rx counts each. A lambda's is never asked for.
    private static int? CodeOf(object held, object? target)
    {
        if (target is not null)
            return RuntimeHelpers.GetHashCode(target);
        return Adapter.Identity(held) is not { } receiver ? null
            : receiver.Target is { } own ? RuntimeHelpers.GetHashCode(own)
            : receiver.GetHashCode();
    }
}
