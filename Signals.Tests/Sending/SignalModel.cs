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
    /// <summary>The program refers to the object no more.</summary>
    public bool IsDropped { get; set; }

    /// <summary>A collection has taken the object.</summary>
    public bool IsCollected { get; set; }
}

/// <summary>A connection as the rules have it.</summary>
/// <param name="Sender">The one sender that it hears; null for any.</param>
/// <param name="Key">The receiver.</param>
/// <param name="Needs">The lives that the connection ends with, beside its sender's.</param>
/// <param name="Holds">The object that the receiver keeps alive while it is connected.</param>
internal sealed record ModelConnection(ModelSender? Sender, string Key, ModelLife[] Needs, ModelLife? Holds)
{
    /// <summary>The same receiver is connected once to a sender. A lambda is another receiver each time.</summary>
    public bool IsOnce { get; init; }

    public bool IsDisposed { get; set; }

    public bool Equals(ModelConnection? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>
/// What a signal does, as plain rules: order, one connection for each receiver and sender, senders, and lifetimes.
/// </summary>
internal sealed class SignalModel
{
    private readonly List<ModelLife> _lives = [];
    private readonly List<ModelConnection> _entries = [];

    public IReadOnlyList<ModelConnection> Entries => _entries;

    public ModelLife AddLife()
    {
        var life = new ModelLife();
        _lives.Add(life);
        return life;
    }

    /// <summary>
    /// The entry that a connect leads to: the one of the same receiver and sender if there is one, on its first terms.
    /// </summary>
    public ModelConnection Connect(ModelConnection entry)
    {
        var first = _entries.Find(other => entry.IsOnce && other.Key == entry.Key && other.Sender == entry.Sender
            && LivenessOf(other) != Liveness.Dead);
        if (first is not null)
            return first;
        _entries.Add(entry);
        return entry;
    }

    /// <summary>The entries that a send reaches if nothing changes meanwhile.</summary>
    public List<ModelConnection> ReceiversOf(ModelSender? sender) =>
        _entries.FindAll(
            entry => (entry.Sender is null || entry.Sender == sender) && LivenessOf(entry) != Liveness.Dead);

    public Liveness LivenessOf(ModelConnection entry)
    {
        if (entry.IsDisposed || entry.Needs.Append(entry.Sender?.Life).Any(life => life?.IsCollected == true))
            return Liveness.Dead;
        return CanCall(entry, Held([], CanCall)) ? Liveness.Live : Liveness.Unsure;
    }

    /// <summary>Forgets the connections that have ended and hold nothing.</summary>
    public void Forget() => _entries.RemoveAll(entry => entry.IsDisposed || entry.Needs.Any(life => life.IsCollected));

    public bool IsHeld(ModelLife life) => Held([], CanCall).Contains(life);

    /// <summary>
    /// Everything is collected that neither the program nor a connection holds, except what is used this moment.
    /// </summary>
    public void Collect(IEnumerable<ModelLife> used)
    {
        // A connection whose sender has died may hold its receiver until that is noticed.
        var held = Held(used, static (entry, held) => entry.Needs.All(held.Contains));
        foreach (var life in _lives.Where(life => !held.Contains(life)))
            life.IsCollected = true;
    }

    private static bool CanCall(ModelConnection entry, HashSet<ModelLife> held) =>
        entry.Needs.All(held.Contains) && (entry.Sender?.Life is not { } sender || held.Contains(sender));

    private HashSet<ModelLife> Held(IEnumerable<ModelLife> used, Func<ModelConnection, HashSet<ModelLife>, bool> holds)
    {
        var held = _lives.Where(life => !life.IsDropped).Concat(used).ToHashSet();
        while (_entries.Exists(
            entry => !entry.IsDisposed && entry.Holds is { } life && holds(entry, held) && held.Add(life)))
        {
            // Until nothing is added: an object that is held may be what another connection needs.
        }
        return held;
    }
}
