namespace Signals.Receivers;

/// <summary>Describes connections, for people. It does not take the table's gate.</summary>
internal static class ReceiverDescription
{
    /// <summary>
    /// The description of a connection, made once. A connection that ended before it was described has no name.
    /// </summary>
    public static SignalReceiver Describe(this Connection connection, ReceiverList list) =>
        connection.Describe(list, connection.GetCall(out _));

    /// <summary>
    /// As <see cref="Describe(Connection, ReceiverList)"/>, for a connection that may have ended during its call.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="list">The list of the connection.</param>
    /// <param name="call">The delegate that was called; null if the connection had ended.</param>
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
