using System.Runtime.CompilerServices;

namespace Signals.Receivers;

/// <summary>
/// Decides whether two delegates are the same method: the same target, by reference, and the same code. The delegate
/// types may differ.
/// </summary>
/// <remarks>No user code runs, such as a target's own <c>Equals</c>.</remarks>
internal static class MethodIdentity
{
    public static bool AreSame(Delegate left, Delegate right)
    {
        left = Innermost(left);
        right = Innermost(right);
        // Delegate.Equals compares targets by reference, and is false for delegates of different types.
        if (left.GetType() == right.GetType())
            return left.Equals(right);
        return ReferenceEquals(left.Target, right.Target)
            && left.HasSingleTarget && right.HasSingleTarget
            && left.Method == right.Method;
    }

    /// <summary>A hash code that is the same for all delegate types of a method.</summary>
    public static int HashOf(Delegate method)
    {
        method = Innermost(method);
        if (method.Target is { } target)
            return RuntimeHelpers.GetHashCode(target);
        // Not the hash code of the MethodInfo: the runtime may create another MethodInfo of the same method.
        return HashCode.Combine(method.Method.Name, method.Method.DeclaringType);
    }

    /// <summary>
    /// The delegate without wrappers: <c>new EventHandler(action)</c> has the inner delegate as its target.
    /// </summary>
    public static Delegate Innermost(Delegate receiver)
    {
        while (receiver.Target is Delegate { HasSingleTarget: true } inner && IsInvoke(receiver))
            receiver = inner;
        return receiver;
    }

    // A delegate to an extension method of delegates also has a delegate as its Target, but calls another method.
    private static bool IsInvoke(Delegate receiver) =>
        receiver.HasSingleTarget
        && !TargetClassifier.IsCompiledExpression(receiver)
        && receiver.Method is { IsStatic: false, Name: "Invoke" };
}
