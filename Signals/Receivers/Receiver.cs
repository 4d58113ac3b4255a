namespace Signals.Receivers;

/// <summary>A receiver on its way to a connection.</summary>
/// <param name="Call">What a send calls: the receiver itself, an adapter's delegate, or a thunk.</param>
/// <param name="Kind">How it is called.</param>
/// <param name="IsAnswering">Whether what it returns is an answer.</param>
internal readonly record struct Receiver(Delegate Call, CallKind Kind, bool IsAnswering)
{
    /// <summary>What a thunk is called on; null for any other.</summary>
    public object? Target { get; init; }

    /// <summary>
    /// The delegate as it was connected, when connecting it again is the same connection; otherwise null.
    /// </summary>
    public Delegate? Identity { get; init; }

    public ReceiverLifetime Lifetime { get; init; }

    /// <summary>
    /// The object that the receiver lives as long as; null for one held strongly, and for an open one.
    /// </summary>
    public object? Owner { get; init; }

    /// <summary>Makes the connection, and ties what it holds weakly to its owner.</summary>
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
