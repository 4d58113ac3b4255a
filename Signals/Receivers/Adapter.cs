namespace Signals.Receivers;

/// <summary>
/// Stands between a send and a receiver of another shape: one that returns nothing where answers are collected, a task
/// where value tasks are, an Rx observer, or one that an owner keeps. A connection holds the adapter's delegate; the
/// original is the receiver's identity.
/// </summary>
/// <param name="original">The receiver as it was connected; null for an Rx observer, which Rx counts each time.</param>
/// <param name="name">The name of what is not a method.</param>
internal abstract class Adapter(Delegate? original, string? name)
{
    private WeakReference<object>? _owner;

    /// <summary>Keeps the adapter's delegate as long as an owner.</summary>
    public void Attach(object owner, Delegate held)
    {
        _owner = new(owner);
        KeepAliveTable.Attach(owner, held);
    }

    public static void Detach(object held)
    {
        if (Find(held)?._owner is { } owner && owner.TryGetTarget(out var alive))
            KeepAliveTable.Detach(alive, (Delegate)held);
    }

    /// <summary>The receiver behind what a connection calls; null for an Rx observer.</summary>
    public static Delegate? Original(object call) => Find(call) is { } adapter ? adapter._original : (Delegate)call;

    public static string NameOf(object call) => Find(call)?._name ?? ReceiverName.Of(Original(call)!);

    public static Adapter? Find(object call) => ((Delegate)call).Target as Adapter;

    private readonly Delegate? _original = original;
    private readonly string? _name = name;
}
