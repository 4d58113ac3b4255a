using System.Runtime.CompilerServices;

namespace Signals.Receivers;

/// <summary>stub, replaced at merge</summary>
internal static class MethodIdentity
{
    public static bool Same(Delegate one, Delegate other) =>
        one.GetType() == other.GetType() ? one.Equals(other) : ReferenceEquals(one.Target, other.Target) && one.Method.Equals(other.Method);

    public static int HashOf(Delegate method) => method.Target is { } target ? RuntimeHelpers.GetHashCode(target) : method.Method.GetHashCode();
}
