using System.Reflection;

namespace Signals.Receivers;

/// <summary>
/// The three rules of lifetime, in one place. A lambda lives until its connection is disposed. A method of an object
/// lives as long as the object. With an owner named, anything lives as long as the owner.
/// </summary>
internal static class LifetimeRule
{
    /// <summary>What the rules say of a receiver that is no multicast delegate, and of how it was connected.</summary>
    /// <param name="receiver">The receiver as it was connected.</param>
    /// <param name="options">What was said about the connection.</param>
    public static ResolvedLifetime Resolve(Delegate receiver, in ConnectOptions options)
    {
        var written = MethodIdentity.Innermost(receiver);
        var facts = written.Target is { } target ? TargetClassifier.Classify(target) : null;
        var isMethod = IsMethodGroup(written, facts);
        if (options.Owner is not null)
            return new(ReceiverLifetime.Owned, options.Owner, isMethod);
        if (options.Keep == LifetimeChoice.Strongly || facts is null || !HasLifeOfItsOwn(written.Target!))
            return new(ReceiverLifetime.Strong, null, isMethod);
        if (options.Keep == LifetimeChoice.Weakly && facts.Kind == TargetKind.CapturingClosure)
            throw NoWeakClosure(receiver);
        // A lambda that captures only `this` becomes a method of `this`; it is a lambda all the same.
        var isWeak = facts.Kind == TargetKind.Object && (isMethod || options.Keep == LifetimeChoice.Weakly);
        return isWeak
            ? new(ReceiverLifetime.Weak, written.Target, isMethod)
            : new(ReceiverLifetime.Strong, null, isMethod);
    }

    /// <summary>Whether the lambda needs no closure, as the open form demands of its receivers.</summary>
    public static bool CapturesNothing(Delegate receiver) =>
        receiver.Target is not { } target || TargetClassifier.Classify(target).Kind == TargetKind.NonCapturingClosure;

    /// <summary>Whether the method was written as a lambda or a local function.</summary>
    public static bool IsLambda(MethodInfo method)
    {
        var name = method.Name;
        return (name.StartsWith('<') && IsLambdaOfCSharp(name))
            || name.StartsWith("_Lambda$__", StringComparison.Ordinal)
            || (method.DeclaringType is { } declaring && TargetClassifier.IsClosure(declaring));
    }

    // A method with a name is the same one whenever it is connected.
    private static bool IsMethodGroup(Delegate written, TargetTraits? facts)
    {
        if (facts is null)
            return !IsLambda(written.Method);
        var isExpression = written.Target is Delegate && TargetClassifier.IsCompiledExpression(written);
        if (facts.Kind != TargetKind.Object || isExpression)
            return false;
        return !facts.HasLambdas || !IsLambda(written.Method);
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

/// <summary>How long a receiver lives.</summary>
/// <param name="Lifetime">The rule.</param>
/// <param name="Owner">The object whose life counts; null when the signal holds the receiver.</param>
/// <param name="IsMethodGroup">
/// Whether it is a method with a name, and so the same receiver whenever it is connected.
/// </param>
internal readonly record struct ResolvedLifetime(ReceiverLifetime Lifetime, object? Owner, bool IsMethodGroup);
