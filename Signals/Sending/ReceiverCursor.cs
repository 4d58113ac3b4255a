using Signals.Receivers;

namespace Signals.Sending;

/// <summary>How far a send that waits has got with its receivers.</summary>
internal struct ReceiverCursor(ReceiverList any, ReceiverList? own)
{
    /// <summary>The receivers whose turn it is.</summary>
    public ReceiverRun Run;

    private ReceiverMerge _merge = new(any, own);
    private int _passedCount;

    /// <summary>How many were called, up to the end of the run.</summary>
    public readonly int Reached => _passedCount - Run.SkippedCount;

    /// <summary>Goes on to the next run when one has ended.</summary>
    /// <returns>False when no receiver is left.</returns>
    public bool HasNext()
    {
        if (Run.Index < Run.End)
            return true;
        if (!_merge.NextRun(ref Run))
            return false;
        _passedCount += Run.End - Run.Index;
        return true;
    }

    /// <summary>Describes the receiver whose turn it is.</summary>
    public readonly SignalReceiver Describe() => Run.Current.Describe(Run.Array.List);
}
