namespace Signals.Receivers;

/// <summary>
/// What a <see cref="SenderMap"/> keeps as long as a sender. Only the map refers to it: once the sender was collected
/// it ends the list's connections, so that a handle which the program still has keeps no receiver.
/// </summary>
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
