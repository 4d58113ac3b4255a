namespace Signals.Receivers;

/// <summary>
/// Ends the connections of a sender's list once the sender was collected, so that a handle which the program still has
/// keeps no receiver alive.
/// </summary>
/// <remarks>Only the <see cref="SenderMap"/> refers to it, and keeps it as long as the sender.</remarks>
internal sealed class SenderFinalizer(ReceiverList list) : LateFinalizer
{
    public ReceiverList List => list;

    protected override void End()
    {
        if (list.Table is { } table)
            table.SenderDied(list);
        else
            list.EndAll();
    }
}
