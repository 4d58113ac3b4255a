using System.Runtime.CompilerServices;

namespace Signals.Receivers;

/// <summary>
/// Decides whether two connections have the same receiver: the same method of the same object, or the same thunk with
/// the same target.
/// </summary>
internal static class ReceiverIdentity
{
    /// <summary>
    /// The hash code of a connection's receiver; null when the receiver has no identity or was collected.
    /// </summary>
    public static int? HashOf(Connection connection) =>
        connection.HasIdentity && connection.GetCall(out var target) is { } call
            ? HashOf(Adapter.Original(call)!, target)
            : null;

    /// <param name="receiver">The delegate as it was connected.</param>
    /// <param name="target">The target of an open receiver.</param>
    public static int HashOf(Delegate receiver, object? target) =>
        target is null ? MethodIdentity.HashOf(receiver) : RuntimeHelpers.GetHashCode(target);

    public static bool Matches(Connection connection, Delegate receiver, object? target) =>
        connection.HasIdentity && connection.GetCall(out var ownTarget) is { } call
        && ReferenceEquals(ownTarget, target)
        && MethodIdentity.AreSame(Adapter.Original(call)!, receiver);
}
