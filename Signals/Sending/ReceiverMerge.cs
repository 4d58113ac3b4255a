using Signals.Receivers;

namespace Signals.Sending;

/// <summary>
/// The receivers of one send, in connection order: a merge of the array for any sender and the array for this sender,
/// as they were when the send began.
/// </summary>
/// <remarks>
/// The merge hands out runs: consecutive receivers of one array. It keeps only the arrays alive, and through them only
/// strong receivers that are connected.
/// </remarks>
internal struct ReceiverMerge
{
    private readonly ConnectionArray _any;
    private readonly ConnectionArray _sender;
    private readonly int _anyCount;
    private readonly int _senderCount;
    private int _nextAny;
    private int _nextSender;

    public ReceiverMerge(ReceiverList any, ReceiverList? senderList)
    {
        _any = any.Current;
        _anyCount = _any.Count;
        _sender = senderList?.Current ?? _any;
        _senderCount = senderList is null ? 0 : _sender.Count;
    }

    /// <summary>Whether the arrays have, or had, an async receiver.</summary>
    public readonly bool HasAsync => _any.HasAsync || _sender.HasAsync;

    /// <summary>Whether all receivers are in one array, and so in one run.</summary>
    public readonly bool IsSingleRun => _anyCount == 0 || _senderCount == 0;

    /// <summary>The run of all receivers, if they are in one run.</summary>
    public readonly ReceiverRun SingleRun => _senderCount == 0
        ? new() { Array = _any, End = _anyCount }
        : new() { Array = _sender, End = _senderCount };

    /// <summary>Ends a run, sweeps its list if the run met collected receivers, and begins the next run.</summary>
    /// <returns>False when no run is left.</returns>
    public bool NextRun(ref ReceiverRun run)
    {
        Sweep(ref run);
        if (_nextAny == _anyCount && _nextSender == _senderCount)
            return false;
        var isAny = OrderOf(_any, _nextAny, _anyCount) < OrderOf(_sender, _nextSender, _senderCount);
        if (isAny)
            _nextAny = FillRun(ref run, _any, _nextAny, _anyCount, OrderOf(_sender, _nextSender, _senderCount));
        else
            _nextSender = FillRun(ref run, _sender, _nextSender, _senderCount, OrderOf(_any, _nextAny, _anyCount));
        return true;
    }

    /// <summary>Sweeps the list of a run that met collected receivers.</summary>
    public static void Sweep(ref ReceiverRun run)
    {
        if (!run.HasDead)
            return;
        run.HasDead = false;
        run.Array.List.Table?.Sweep(run.Array.List);
    }

    private static long OrderOf(ConnectionArray array, int index, int count) =>
        index < count ? OrderOf(array, index) : long.MaxValue;

    private static long OrderOf(ConnectionArray array, int index) => array.Items[index].Order;

    // Fills a run from an index on, up to the first connection that comes after the other array's next one.
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
