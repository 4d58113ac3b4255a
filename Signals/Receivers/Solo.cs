namespace Signals.Receivers;

/// <summary>
/// The one receiver of a bucket, if it has just one, plain: read without the gate and without a snapshot, which a signal with thousands of
/// senders would have to make anew for each after every collection. It never changes; another receiver makes another.
/// </summary>
internal sealed class Solo : WeakReference
{
    private readonly object? _strong;

    private Solo(object call, bool isWeak) : base(isWeak ? call : null) => _strong = isWeak ? null : call;

    /// <summary>What to call; null once it has been collected.</summary>
    public object? Call => _strong ?? Target;

    public static Solo? Of(object call, object? target, bool isWeak, SnapshotKind kind) =>
        target is null && kind == SnapshotKind.Plain ? new(call, isWeak) : null;
}
