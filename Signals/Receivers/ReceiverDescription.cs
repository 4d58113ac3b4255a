namespace Signals.Receivers;

/// <summary>Describes connections to people, without the table's gate.</summary>
internal static class ReceiverDescription
{
    /// <summary>
    /// The description of a connection, made once. One that has ended by now, and was never described, has no name.
    /// </summary>
    public static SignalReceiver Describe(this Connection connection, ReceiverList list) =>
        connection.Describe(list, connection.GetCall(out _));

    /// <summary>
    /// As <see cref="Describe(Connection, ReceiverList)"/>, of one that may have ended while it was called.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="list">The list it is in.</param>
    /// <param name="call">What was called.</param>
    public static SignalReceiver Describe(this Connection connection, ReceiverList list, object? call)
    {
        if (connection.Description is { } known)
            return known;
        var name = call is null ? "(a receiver that was disconnected)" : Adapter.NameOf(call);
        var described = Of(connection, list.Sender?.ToString(), name) with { Link = new(new(connection), list.Sender) };
        if (call is not null)
            connection.Description = described;
        return described;
    }

    public static SignalReceiver Of(Connection connection, string? sender, string name) =>
        new(name, connection.Lifetime, sender, connection.Location, connection.Kind != CallKind.Sync);
}

/// <summary>A connection that ended because its receiver was collected.</summary>
/// <param name="List">The list it was in.</param>
/// <param name="Connection">The connection.</param>
/// <param name="Thunk">Of an open receiver what it called.</param>
internal readonly record struct DeadReceiver(ReceiverList List, Connection Connection, object? Thunk)
{
    public SignalReceiver Describe() => Connection.Description
        ?? ReceiverDescription.Of(Connection, List.Sender?.KnownText, Thunk is null ? "(collected)" : Adapter.NameOf(Thunk));
}

/// <summary>What leads from a description to the receiver and the sender, while they live.</summary>
internal sealed record ReceiverLink(WeakReference<Connection> Connection, SenderIdentity? Sender);
