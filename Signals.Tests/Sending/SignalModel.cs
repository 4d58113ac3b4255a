namespace Signals.Tests.Sending;

internal enum Liveness
{
    Dead,
    Unsure,
    Live,
}

/// <summary>The life of an object that connections depend on: a target, an owner or a sender.</summary>
internal sealed class ModelLife
{
    /// <summary>Whether the program no longer refers to the object.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Whether the object was collected.</summary>
    public bool IsCollected { get; set; }
}

/// <summary>A connection, as the rules of lifetime describe it.</summary>
/// <param name="Sender">The one sender whose sends reach the receiver; null for any sender.</param>
/// <param name="Key">The receiver.</param>
/// <param name="Needs">The objects that the connection lives as long as, besides its sender.</param>
/// <param name="Holds">The object that the receiver keeps alive while it is connected.</param>
internal sealed record ModelConnection(ModelSender? Sender, string Key, ModelLife[] Needs, ModelLife? Holds)
{
    /// <summary>Whether connecting the receiver again finds this connection. False for lambdas.</summary>
    public bool IsOnce { get; init; }

    public bool IsDisposed { get; set; }

    public bool Equals(ModelConnection? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>
/// A signal as plain rules: order, one connection for each receiver and sender, senders, and lifetimes.
/// </summary>
internal sealed class SignalModel
{
    private readonly List<ModelLife> _lives = [];
    private readonly List<ModelConnection> _connections = [];

    public IReadOnlyList<ModelConnection> Connections => _connections;

    public ModelLife AddLife()
    {
        var life = new ModelLife();
        _lives.Add(life);
        return life;
    }

    /// <summary>Adds a connection, or finds the earlier connection of the same receiver and sender.</summary>
    public ModelConnection Connect(ModelConnection connection)
    {
        var first = _connections.Find(
            other => connection.IsOnce && other.Key == connection.Key && other.Sender == connection.Sender
                && LivenessOf(other) != Liveness.Dead);
        if (first is not null)
            return first;
        _connections.Add(connection);
        return connection;
    }

    /// <summary>The connections that a send reaches if nothing changes during the send.</summary>
    public List<ModelConnection> ReceiversOf(ModelSender? sender) =>
        _connections.FindAll(
            connection => (connection.Sender is null || connection.Sender == sender)
                && LivenessOf(connection) != Liveness.Dead);

    public Liveness LivenessOf(ModelConnection connection)
    {
        var needs = connection.Needs.Append(connection.Sender?.Life);
        if (connection.IsDisposed || needs.Any(life => life?.IsCollected == true))
            return Liveness.Dead;
        return CanCall(connection, Held([], CanCall)) ? Liveness.Live : Liveness.Unsure;
    }

    /// <summary>Removes the connections that have ended.</summary>
    public void Forget() =>
        _connections.RemoveAll(connection => connection.IsDisposed || connection.Needs.Any(life => life.IsCollected));

    public int CountNotDead() => _connections.Count(connection => LivenessOf(connection) != Liveness.Dead);

    public bool IsHeld(ModelLife life) => Held([], CanCall).Contains(life);

    /// <summary>
    /// Collects every object that neither the program nor a connection holds, except the objects in use.
    /// </summary>
    public void Collect(IEnumerable<ModelLife> used)
    {
        // A connection whose sender was collected may hold its receiver until a sweep.
        var held = Held(used, static (connection, held) => connection.Needs.All(held.Contains));
        foreach (var life in _lives.Where(life => !held.Contains(life)))
            life.IsCollected = true;
    }

    private static bool CanCall(ModelConnection connection, HashSet<ModelLife> held) =>
        connection.Needs.All(held.Contains) && (connection.Sender?.Life is not { } sender || held.Contains(sender));

    private HashSet<ModelLife> Held(IEnumerable<ModelLife> used, Func<ModelConnection, HashSet<ModelLife>, bool> holds)
    {
        var held = _lives.Where(life => !life.IsDropped).Concat(used).ToHashSet();
        while (_connections.Exists(
            connection => !connection.IsDisposed && connection.Holds is { } life
                && holds(connection, held) && held.Add(life)))
        {
            // Repeat until nothing is added: another connection may need an object that was just added.
        }
        return held;
    }
}
