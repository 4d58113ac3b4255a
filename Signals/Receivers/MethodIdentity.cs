using System.Runtime.CompilerServices;

namespace Signals.Receivers;

/// <summary>
/// When two delegates are the same method: the same target, by reference, and the same code, whatever delegate type
/// carries it. Code of users, such as a target's own <c>Equals</c>, never runs.
/// </summary>
internal static class MethodIdentity
{
    public static bool AreSame(Delegate left, Delegate right)
    {
        left = Innermost(left);
        right = Innermost(right);
        // Equals of a delegate compares the target by reference. Only delegates of one type can be equal.
        if (left.GetType() == right.GetType())
            return left.Equals(right);
        return ReferenceEquals(left.Target, right.Target)
            && left.HasSingleTarget && right.HasSingleTarget
            && left.Method == right.Method;
    }

    /// <summary>The same for all delegate types of a method; without reflection, unless the method is static.</summary>
    public static int HashOf(Delegate method)
    {
        method = Innermost(method);
        if (method.Target is { } target)
            return RuntimeHelpers.GetHashCode(target);
        // The runtime may make a method's MethodInfo anew, with another hash code.
        return HashCode.Combine(method.Method.Name, method.Method.DeclaringType);
    }

    /// <summary>
    /// The delegate as it was written: <c>new EventHandler(action)</c> has the inner delegate as its target.
    /// </summary>
    public static Delegate Innermost(Delegate receiver)
    {
        while (receiver.Target is Delegate { HasSingleTarget: true } inner && IsInvoke(receiver))
            receiver = inner;
        return receiver;
    }

    // An extension method of delegates has a delegate as its target too, and is a method of its own.
    private static bool IsInvoke(Delegate receiver) =>
        receiver.HasSingleTarget
        && !TargetClassifier.IsCompiledExpression(receiver)
        && receiver.Method is { IsStatic: false, Name: "Invoke" };
}
