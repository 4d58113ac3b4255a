using Signals.Receivers;

namespace Signals.Sending;

/// <summary>The position of an async send among its receivers.</summary>
internal struct ReceiverCursor(ReceiverList any, ReceiverList? senderList)
{
    /// <summary>The current run of receivers.</summary>
    public ReceiverRun Run;

    private ReceiverMerge _merge = new(any, senderList);
    private int _passedCount;

    /// <summary>How many receivers were called, if those up to the end of the current run are.</summary>
    public readonly int Reached => _passedCount - Run.SkippedCount;

    /// <summary>Continues with the next run when the current one has ended.</summary>
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

    /// <summary>Describes the current receiver.</summary>
    public readonly SignalReceiver Describe() => Run.Current.Describe(Run.Array.List);
}
