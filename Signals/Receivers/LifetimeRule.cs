using System.Reflection;

namespace Signals.Receivers;

/// <summary>
/// The three rules of lifetime, in one place. A lambda lives until its connection is disposed. A method of an object
/// lives as long as the object. With an owner named, anything lives as long as the owner.
/// </summary>
internal static class LifetimeRule
{
    /// <summary>The lifetime, and the object it hangs on (null when the signal itself holds the receiver).</summary>
    public static (ReceiverLifetime Lifetime, object? Owner) For(Delegate receiver, in ConnectOptions options)
    {
        if (options.Owner is not null)
            return (ReceiverLifetime.Owned, options.Owner);
        var written = MethodIdentity.Innermost(receiver);
        if (options.Keep == Keep.Strongly || written.Target is not { } target || !HasLifeOfItsOwn(target))
            return (ReceiverLifetime.Strong, null);
        var facts = TargetClassifier.Of(target);
        if (options.Keep == Keep.Weakly && facts.Kind == TargetKind.ClosureOverVariables)
            throw NoWeakClosure(receiver);
        if (facts.Kind != TargetKind.Object)
            return (ReceiverLifetime.Strong, null);
        // A lambda that captures only `this` becomes a method of `this`; it is a lambda all the same.
        var isLambda = options.Keep == Keep.ByKind && facts.HasLambdas && IsLambda(written.Method);
        return isLambda ? (ReceiverLifetime.Strong, null) : (ReceiverLifetime.Weak, target);
    }

    /// <summary>Whether the receiver is a method with a name, and so the same one whenever it is connected.</summary>
    public static bool IsMethodGroup(Delegate receiver)
    {
        var written = MethodIdentity.Innermost(receiver);
        if (written.Target is not { } target)
            return !IsLambda(written.Method);
        var facts = TargetClassifier.Of(target);
        if (facts.Kind != TargetKind.Object || (target is Delegate && TargetClassifier.IsCompiledExpression(written)))
            return false;
        return !facts.HasLambdas || !IsLambda(written.Method);
    }

    /// <summary>Whether the lambda needs no closure, as the open form demands of its receivers.</summary>
    public static bool CapturesNothing(Delegate receiver) =>
        receiver.Target is not { } target || TargetClassifier.Of(target).Kind == TargetKind.ClosureOverNothing;

    /// <summary>Whether the method was written as a lambda or a local function.</summary>
    public static bool IsLambda(MethodInfo method)
    {
        var name = method.Name;
        return (name.StartsWith('<') && IsLambdaOfCSharp(name))
            || name.StartsWith("_Lambda$__", StringComparison.Ordinal)
            || (method.DeclaringType is { } declaring && TargetClassifier.IsClosure(declaring));
    }

    // <Outer>b__0_1 and <Outer>g__Local|0_1. Not <>n__0, which stands for base.Method where an async method names it,
    // nor <File>F00__IHandle.Handle, which implements an interface of one file.
    private static bool IsLambdaOfCSharp(string name)
    {
        var end = name.LastIndexOf('>');
        return end > 1 && name.AsSpan(end + 1) is [>= 'a' and <= 'z', '_', '_', ..];
    }

    // A struct's box is private to its delegate, and so may a string be: held weakly, they would die at once.
    // A multicast delegate has several targets, of which none may decide for the others.
    private static bool HasLifeOfItsOwn(object target) => target is not (ValueType or string or Delegate);

    private static InvalidOperationException NoWeakClosure(Delegate receiver) => new(
        $"{ReceiverName.Of(receiver)} captures variables, and nothing but the signal would keep them: held weakly, "
        + "it would be lost at the next garbage collection. Connect it without Weakly() and dispose the connection, "
        + "or name an owner with OwnedBy(owner), or connect a method group of an object that you keep.");
}
