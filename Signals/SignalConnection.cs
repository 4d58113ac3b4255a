using Signals.Receivers;

namespace Signals;

/// <summary>
/// The handle of a connection, which <c>Connect</c> returns: dispose the handle to disconnect, or put it in a
/// <c>using</c> to connect for the length of a block.
/// </summary>
/// <remarks>
/// A dropped handle disconnects nothing: a connection lasts as long as its <see cref="ReceiverLifetime"/> says. Two
/// handles of one connection are equal. The default value is a connection that has ended. Thread-safe.
/// </remarks>
public readonly struct SignalConnection : IDisposable, IEquatable<SignalConnection>
{
    private readonly ReceiverList? _list;
    private readonly Connection? _connection;
    private readonly SignalConnection[]? _parts;
    private readonly bool _isNew;

    internal SignalConnection(ReceiverList list, Connection connection, bool isNew)
    {
        _list = list;
        _connection = connection;
        _isNew = isNew;
    }

    // One handle for several receivers: the parts of a multicast delegate, or the methods that ConnectAll found.
    internal SignalConnection(SignalConnection[] parts) => _parts = parts;

    /// <summary>
    /// Whether the receiver still hears the signal: it was not disconnected, and neither the receiver nor its sender
    /// was collected. For a multicast delegate, whether a part of it still hears the signal.
    /// </summary>
    public bool IsConnected =>
        _connection is not null
            ? _connection.IsAlive
            : _parts is not null && Array.Exists(_parts, part => part.IsConnected);

    /// <summary>Disconnects the receiver. A second call does nothing.</summary>
    /// <remarks>
    /// A send that is under way on this thread skips the receiver if its turn has not come. A call that has begun on
    /// another thread runs to its end. The handle of several receivers ends only the connections that it began: a
    /// receiver that was connected before stays.
    /// </remarks>
    public void Dispose()
    {
        if (_connection is not null)
            _list!.Disconnect(_connection);
        else if (_parts is not null)
            ConnectionGroup.RunAll(_parts, part => part.DisposeNew());
    }

    /// <summary>Whether both are handles of the same connection.</summary>
    /// <param name="other">The other handle.</param>
    /// <returns>
    /// True when both handles are of the same connection, or of the same connections in the same order.
    /// </returns>
    public bool Equals(SignalConnection other) =>
        ReferenceEquals(_connection, other._connection) && (_parts ?? []).SequenceEqual(other._parts ?? []);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SignalConnection other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _connection?.GetHashCode() ?? _parts?.FirstOrDefault().GetHashCode() ?? 0;

    /// <summary>Whether both are handles of the same connection.</summary>
    /// <param name="left">One handle.</param>
    /// <param name="right">The other handle.</param>
    /// <returns>As <see cref="Equals(SignalConnection)"/>.</returns>
    public static bool operator ==(SignalConnection left, SignalConnection right) => left.Equals(right);

    /// <summary>Whether the handles belong to different connections.</summary>
    /// <param name="left">One handle.</param>
    /// <param name="right">The other handle.</param>
    /// <returns>The opposite of <see cref="Equals(SignalConnection)"/>.</returns>
    public static bool operator !=(SignalConnection left, SignalConnection right) => !left.Equals(right);

    /// <summary>Ends the connection if this handle began it; a receiver that was connected before stays.</summary>
    internal bool DisposeNew()
    {
        if (_isNew || _parts is not null)
            Dispose();
        return true;
    }
}
