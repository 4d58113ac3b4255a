namespace Signals.Receivers;

/// <summary>A connection that ended because its receiver was collected.</summary>
/// <param name="List">The list of the connection.</param>
/// <param name="Connection">The connection.</param>
/// <param name="Thunk">The thunk of an open receiver; otherwise null.</param>
internal readonly record struct DeadReceiver(ReceiverList List, Connection Connection, object? Thunk)
{
    public SignalReceiver Describe()
    {
        if (Connection.Description is { } known)
            return known;
        var name = Thunk is null ? "(collected)" : Adapter.NameOf(Thunk);
        return ReceiverDescription.Of(Connection, List.Sender?.KnownText, name);
    }
}
