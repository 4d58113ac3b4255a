namespace Signals.Receivers;

/// <summary>
/// Stands between a send and a receiver of another shape: one that returns nothing where answers are collected, a task where value tasks
/// are, an Rx observer, or one that an owner keeps. The delegate that is held is the adapter's; the receiver's own is its identity.
/// </summary>
/// <param name="original">The receiver as it was connected; null for an Rx observer, which Rx counts each time.</param>
/// <param name="name">What people call it, when it is not the receiver's method.</param>
/// <param name="answers">Whether what the adapter returns is an answer.</param>
internal abstract class Adapter(Delegate? original, string? name, bool answers)
{
    private WeakReference<object>? _owner;

    /// <summary>Ties the adapter's delegate to the life of its owner.</summary>
    public void Tie(object owner, object held)
    {
        _owner = new(owner);
        Lifeline.Tie(owner, held);
    }

    public void Untie(object held)
    {
        if (_owner is not null && _owner.TryGetTarget(out var owner))
            Lifeline.Untie(owner, held);
    }

    public static Adapter? Behind(object held) => (held as Delegate)?.Target as Adapter;

    /// <summary>The receiver behind whatever is held; null for an Rx observer.</summary>
    public static Delegate? Identity(object held) => Behind(held) is { } adapter ? adapter.Original : held as Delegate;

    public static bool Answers(object held) => Behind(held)?.IsAnswering ?? true;

    public static string NameOf(object held) => Behind(held) is { Name: { } name } ? name : ReceiverName.Of(Identity(held)!);

    private Delegate? Original => original;

    private bool IsAnswering => answers;

    private string? Name => name;
}
