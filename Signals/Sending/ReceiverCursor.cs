using Signals.Receivers;

namespace Signals.Sending;

/// <summary>The receivers of one send, one by one, for a loop that waits.</summary>
internal struct ReceiverCursor(ReceiverList any, ReceiverList? own)
{
    private ReceiverRuns _runs = new(any, own);
    private SendRun _run;
    private bool _hasBegun;

    /// <returns>The next connection, which may have ended or be dead; null when there is none left.</returns>
    public Connection? Next()
    {
        _run.At++;
        if ((_hasBegun && _run.At < _run.End) || _runs.Next(ref _run))
        {
            _hasBegun = true;
            return _run.Current;
        }
        return null;
    }

    /// <summary>Notes that the current one could not be called.</summary>
    public void Skip() => _run.Skip();

    /// <summary>Describes the current one.</summary>
    public readonly SignalReceiver Describe() => _run.Current.Describe(_run.Array.List);
}
