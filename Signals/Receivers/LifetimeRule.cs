using System.Reflection;

namespace Signals.Receivers;

/// <summary>
/// The three rules of lifetime. A lambda lives until its connection is disposed. A method of an object lives as long as
/// the object. With an owner named, any receiver lives as long as the owner.
/// </summary>
internal static class LifetimeRule
{
    /// <summary>Resolves the lifetime of a receiver.</summary>
    /// <param name="receiver">The receiver as it was connected; no multicast delegate.</param>
    /// <param name="options">The options of the connection.</param>
    public static ResolvedLifetime Resolve(Delegate receiver, in ConnectOptions options)
    {
        var innermost = MethodIdentity.Innermost(receiver);
        var traits = innermost.Target is { } target ? TargetClassifier.Classify(target) : null;
        var isMethod = IsMethodGroup(innermost, traits);
        if (options.Owner is not null)
            return new(ReceiverLifetime.Owned, options.Owner, isMethod);
        if (options.Lifetime == LifetimeChoice.Strongly || traits is null || !HasLifeOfItsOwn(innermost.Target!))
            return new(ReceiverLifetime.Strong, null, isMethod);
        if (options.Lifetime == LifetimeChoice.Weakly && traits.Kind == TargetKind.CapturingClosure)
            throw WeakClosureRefused(receiver);
        // The compiler makes a lambda that captures only `this` a method of the object; the lambda rule still holds.
        var isWeak = traits.Kind == TargetKind.Object && (isMethod || options.Lifetime == LifetimeChoice.Weakly);
        return isWeak
            ? new(ReceiverLifetime.Weak, innermost.Target, isMethod)
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

    // A method with a name keeps its identity however often it is connected.
    private static bool IsMethodGroup(Delegate innermost, TargetTraits? traits)
    {
        if (traits is null)
            return !IsLambda(innermost.Method);
        var isExpression = innermost.Target is Delegate && TargetClassifier.IsCompiledExpression(innermost);
        if (traits.Kind != TargetKind.Object || isExpression)
            return false;
        return !traits.HasLambdas || !IsLambda(innermost.Method);
    }

    // <Outer>b__0_1 is a lambda, <Outer>g__Local|0_1 a local function. <>n__0 is neither: it stands for base.Method in
    // an async method. Nor is <File>F00__IHandle.Handle, which implements a file-local interface.
    private static bool IsLambdaOfCSharp(string name)
    {
        var end = name.LastIndexOf('>');
        return end > 1 && name.AsSpan(end + 1) is [>= 'a' and <= 'z', '_', '_', ..];
    }

    // Only the delegate refers to a struct's box, and perhaps to a string: held weakly, they would be collected at
    // once. A multicast delegate has several targets, and none may decide for the others.
    private static bool HasLifeOfItsOwn(object target) => target is not (ValueType or string or Delegate);

    private static InvalidOperationException WeakClosureRefused(Delegate receiver) => new(
        $"{ReceiverName.Of(receiver)} captures variables, and nothing but the signal would keep them: held weakly, "
        + "it would be lost at the next garbage collection. Connect it without Weakly() and dispose the connection, "
        + "or name an owner with OwnedBy(owner), or connect a method group of an object that you keep.");
}
