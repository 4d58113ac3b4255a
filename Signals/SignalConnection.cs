using Signals.Receivers;
namespace Signals;

/// <summary>
/// The handle that <c>Connect</c> returns: dispose it to disconnect, or put it in a <c>using</c> to connect for a while.
/// Nothing happens when it is dropped: a connection lasts as <see cref="ReceiverLifetime"/> says, not as its handle.
/// Two handles of one connection are equal. The default is a connection that has ended. Thread-safe.
/// </summary>
public readonly struct SignalConnection : IDisposable, IEquatable<SignalConnection>
{
    private readonly Bucket? _bucket;
    private readonly Mark _mark;
    private readonly SignalConnection[]? _parts;

    internal SignalConnection(Bucket bucket, Mark mark) => (_bucket, _mark) = (bucket, mark);

    // A multicast delegate is several receivers under one handle.
    internal SignalConnection(SignalConnection[] parts) => (_bucket, _mark, _parts) = (parts[0]._bucket, parts[0]._mark, parts);

    /// <summary>Whether the receiver still hears the signal: neither disconnected nor collected.</summary>
    public bool IsConnected => _parts?.Any(part => part.IsConnected) ?? _bucket?.Table.IsConnected(_bucket, _mark) ?? false;

    /// <summary>
    /// Disconnects; a second time does nothing. A send on this thread that is under way skips the receiver if it has not
    /// reached it yet; on another thread a call that has begun goes on to its end.
    /// </summary>
    public void Dispose()
    {
        _bucket?.Table.Disconnect(_bucket, _mark);
        foreach (var part in _parts ?? [])
            part.Dispose();
    }

    /// <summary>Whether both are handles of the same connection.</summary>
    /// <param name="other">The other handle.</param>
    /// <returns>True when disposing one disconnects the other.</returns>
    public bool Equals(SignalConnection other) => ReferenceEquals(_bucket, other._bucket) && _mark == other._mark && (_parts?.Length ?? 1) == (other._parts?.Length ?? 1);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SignalConnection other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _mark.GetHashCode();

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
}
