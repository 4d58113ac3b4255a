using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>The receivers of one send, in connection order: those for any sender and those for this one, merged as they are called.</summary>
internal struct Turns(Snapshot? any, Snapshot? own)
{
    private int _anyCount = any?.Count ?? 0;
    private readonly int _ownCount = own?.Count ?? 0;
    private int _nextAny;
    private int _nextOwn;

    /// <summary>Where the current receiver stands.</summary>
    public Snapshot Snapshot { get; private set; } = null!;

    public int Index { get; private set; }

    public object? Target { get; private set; }

    public static Turns Of<TSender>(ReceiverTable table, TSender sender) => new(table.Any.Current(), table.Of(sender)?.Current());

    /// <summary>Those of one snapshot behind an index, where the current one stands, as many as there were when the send began.</summary>
    public static Turns After(Snapshot snapshot, int index, int count) =>
        new(snapshot, null) { _anyCount = count, _nextAny = index + 1, Snapshot = snapshot, Index = index };

    /// <returns>What to call next; null when all have been called.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public object? Next()
    {
        while (_nextAny < _anyCount || _nextOwn < _ownCount)
        {
            var isAny = _nextOwn == _ownCount || (_nextAny < _anyCount && any!.MarkAt(_nextAny).CompareTo(own!.MarkAt(_nextOwn)) < 0);
            Snapshot = (isAny ? any : own)!;
            Index = isAny ? _nextAny++ : _nextOwn++;
            if (Snapshot.CallAt(Index) is not { } call)
                continue;
            Target = Snapshot.TargetAt(Index);
            return call;
        }
        return null;
    }

    /// <summary>The receiver whose turn it is, for people.</summary>
    public readonly SignalReceiver Describe(object? call) => call is null ? Snapshot.Describe(Index) : Snapshot.Describe(Index, call);
}
