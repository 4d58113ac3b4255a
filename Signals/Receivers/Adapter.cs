namespace Signals.Receivers;

/// <summary>
/// Adapts a receiver that a send cannot call as it is: a receiver without an answer on a signal of answers, a receiver
/// that returns a task, an Rx observer, or a receiver that an owner keeps.
/// </summary>
/// <remarks>A connection holds the adapter's delegate. The original delegate is the receiver's identity.</remarks>
/// <param name="original">The receiver as it was connected; null for an Rx observer, which has no identity.</param>
/// <param name="name">The name of an Rx observer; null for a method.</param>
internal abstract class Adapter(Delegate? original, string? name)
{
    private readonly Delegate? _original = original;
    private readonly string? _name = name;
    private WeakReference<object>? _owner;

    /// <summary>Keeps the adapter's delegate alive as long as an owner.</summary>
    public void Attach(object owner, Delegate call)
    {
        _owner = new(owner);
        KeepAliveTable.Attach(owner, call);
    }

    /// <summary>Ends what <see cref="Attach"/> began; does nothing for a delegate without an owner.</summary>
    public static void Detach(object call)
    {
        if (Find(call)?._owner is { } weakOwner && weakOwner.TryGetTarget(out var owner))
            KeepAliveTable.Detach(owner, (Delegate)call);
    }

    /// <summary>
    /// The receiver as it was connected, for the delegate that a send calls; null for an Rx observer.
    /// </summary>
    public static Delegate? Original(object call) => Find(call) is { } adapter ? adapter._original : (Delegate)call;

    public static string NameOf(object call) => Find(call)?._name ?? ReceiverName.Of(Original(call)!);

    /// <summary>The adapter of a delegate that a send calls; null when the delegate is the receiver itself.</summary>
    public static Adapter? Find(object call) => ((Delegate)call).Target as Adapter;
}
