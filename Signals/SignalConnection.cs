using Signals.Receivers;

namespace Signals;

/// <summary>
/// The handle that <c>Connect</c> returns: dispose it to disconnect, or put it in a <c>using</c> to connect for a
/// while. Nothing happens when it is dropped: a connection lasts as <see cref="ReceiverLifetime"/> says, not as its
/// handle. Two handles of one connection are equal. The default is a connection that has ended. Thread-safe.
/// </summary>
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

    // A multicast delegate is several receivers under one handle; ConnectAll connects several methods.
    internal SignalConnection(SignalConnection[] parts) => _parts = parts;

    /// <summary>
    /// Whether the receiver still hears the signal: neither it nor the sender that it listens to was collected, and it
    /// was not disconnected. Of a multicast delegate, some part.
    /// </summary>
    public bool IsConnected =>
        _connection is not null
            ? _connection.IsAlive
            : _parts is not null && Array.Exists(_parts, part => part.IsConnected);

    /// <summary>
    /// Disconnects; a second time does nothing. A send on this thread that is under way skips the receiver if it has
    /// not reached it yet; on another thread a call that has begun goes on to its end. A multicast delegate's handle
    /// ends what it began: a part that was connected before stays.
    /// </summary>
    public void Dispose()
    {
        if (_connection is not null)
            _list!.Disconnect(_connection);
        else if (_parts is not null)
            ConnectionGroup.RunAll(_parts, part => part.DisposeNew());
    }

    /// <summary>Whether both are handles of the same connection.</summary>
    /// <param name="other">The other handle.</param>
    /// <returns>True when both stand for the same receivers.</returns>
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

    /// <summary>Ends what this handle began: nothing, if the receiver was connected before.</summary>
    internal bool DisposeNew()
    {
        if (_isNew || _parts is not null)
            Dispose();
        return true;
    }
}
