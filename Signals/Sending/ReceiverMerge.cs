using Signals.Receivers;

namespace Signals.Sending;

/// <summary>
/// The receivers of one send: those for any sender and those for this one, as many as there were when it began, merged
/// in connection order. It hands out runs of neighbors from one array. It keeps arrays, and through those only strong
/// receivers that are connected.
/// </summary>
internal struct ReceiverMerge
{
    private readonly ConnectionArray _any;
    private readonly ConnectionArray _own;
    private readonly int _anyCount;
    private readonly int _ownCount;
    private int _nextAny;
    private int _nextOwn;

    public ReceiverMerge(ReceiverList any, ReceiverList? own)
    {
        _any = any.Current;
        _anyCount = _any.Count;
        _own = own?.Current ?? _any;
        _ownCount = own is null ? 0 : _own.Count;
    }

    /// <summary>Whether there ever was an async receiver among them.</summary>
    public readonly bool HasAsync => _any.HasAsync || _own.HasAsync;

    /// <summary>Whether all are in one array, and so one run.</summary>
    public readonly bool IsSingleRun => _anyCount == 0 || _ownCount == 0;

    /// <summary>The run of all, if it is one.</summary>
    public readonly ReceiverRun SingleRun => _ownCount == 0
        ? new() { Array = _any, End = _anyCount }
        : new() { Array = _own, End = _ownCount };

    /// <summary>Ends a run, which sweeps its list if dead receivers were met, and begins the next.</summary>
    /// <returns>False when there is none left.</returns>
    public bool NextRun(ref ReceiverRun run)
    {
        Sweep(ref run);
        if (_nextAny == _anyCount && _nextOwn == _ownCount)
            return false;
        var isAny = OrderOf(_any, _nextAny, _anyCount) < OrderOf(_own, _nextOwn, _ownCount);
        if (isAny)
            _nextAny = FillRun(ref run, _any, _nextAny, _anyCount, OrderOf(_own, _nextOwn, _ownCount));
        else
            _nextOwn = FillRun(ref run, _own, _nextOwn, _ownCount, OrderOf(_any, _nextAny, _anyCount));
        return true;
    }

    /// <summary>Sweeps the list of a run in which dead receivers were met.</summary>
    public static void Sweep(ref ReceiverRun run)
    {
        if (!run.HasDead)
            return;
        run.HasDead = false;
        run.Array.List.Table?.Sweep(run.Array.List);
    }

    private static long OrderOf(ConnectionArray array, int place, int count) =>
        place < count ? OrderOf(array, place) : long.MaxValue;

    private static long OrderOf(ConnectionArray array, int place) => array.Items[place].Order;

    // Sets a run from a place on, up to the first connection that another one comes before.
    private static int FillRun(ref ReceiverRun run, ConnectionArray array, int from, int count, long before)
    {
        var end = before == long.MaxValue ? count : from + 1;
        while (end < count && OrderOf(array, end) < before)
            end++;
        run.Array = array;
        run.Index = from;
        run.End = end;
        return end;
    }
}
