namespace Signals.Receivers;

/// <summary>A receiver that is about to connect.</summary>
/// <param name="Call">The delegate that a send calls: the receiver itself, an adapter's delegate, or a thunk.</param>
/// <param name="Kind">How a send calls the delegate.</param>
/// <param name="IsAnswering">Whether the delegate returns an answer.</param>
internal readonly record struct Receiver(Delegate Call, CallKind Kind, bool IsAnswering)
{
    /// <summary>The target of an open receiver; null for any other.</summary>
    public object? Target { get; init; }

    /// <summary>
    /// The delegate as it was connected, if connecting it again finds the same connection; otherwise null.
    /// </summary>
    public Delegate? Identity { get; init; }

    public ReceiverLifetime Lifetime { get; init; }

    /// <summary>The object that the receiver lives as long as; null for a strong and for an open receiver.</summary>
    public object? Owner { get; init; }

    /// <summary>Creates the connection, and lets the owner keep a weakly held delegate alive.</summary>
    public Connection CreateConnection(long order, CallerLocation? location)
    {
        if (Target is not null)
            return new(Call, Target, order, location, Traits(Hold.Open));
        if (Owner is null)
            return new(Call, null, order, location, Traits(Hold.Strong));
        if (Adapter.Find(Call) is not { } adapter)
            return new(null, KeepAliveTable.GetOrAdd(Call), order, location, Traits(Hold.Closed));
        adapter.Attach(Owner, Call);
        return new(null, Call, order, location, Traits(Hold.Closed));
    }

    private ConnectionTraits Traits(Hold hold) => new(hold, Kind, Lifetime, IsAnswering, Identity is not null);
}
