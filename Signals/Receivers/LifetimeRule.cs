using System.Reflection;

namespace Signals.Receivers;

/// <summary>The three rules of lifetime, in one place: who keeps a receiver alive when nobody said it, or said it outright.</summary>
internal static class LifetimeRule
{
    /// <summary>The lifetime, and the object it hangs on (null when the signal itself holds the receiver).</summary>
    public static (ReceiverLifetime Lifetime, object? Owner) For(Delegate receiver, in ConnectOptions terms)
    {
        if (terms.Owner is not null)
            return (ReceiverLifetime.Owned, terms.Owner);
        var written = Innermost(receiver);
        // A struct's method group has a private box as its target: held weakly, it would die at once.
        // And several in one have several, none of which may decide for the others.
        if (terms.Keep == Keep.Strongly || written.Target is not { } target || target is ValueType or Delegate)
            return (ReceiverLifetime.Strong, null);
        var kind = TargetKind.Of(target);
        if (terms.Keep == Keep.Weakly && kind == Kind.ClosureOverVariables)
            throw NoWeakClosure(receiver);
        // A lambda that captures only `this` becomes a method of `this`; it is a lambda all the same.
        var isLambda = kind is not Kind.Object && (kind is not Kind.ObjectWithLambdas || (terms.Keep == Keep.ByKind && IsUnspeakable(written.Method)));
        return isLambda ? (ReceiverLifetime.Strong, null) : (ReceiverLifetime.Weak, target);
    }

    /// <summary>Whether the receiver is a method that somebody named, and so the same one whenever it is connected.</summary>
    public static bool IsMethodGroup(Delegate receiver) =>
        receiver.Target is { } target && TargetKind.Of(target) == Kind.Object || !IsUnspeakable(Innermost(receiver).Method);

    /// <summary>Whether the method was written as a lambda or a local function.</summary>
    public static bool IsUnspeakable(MethodInfo method) => method.Name.AsSpan().ContainsAny('<', '$');

    // `new EventHandler(action)` has the inner delegate as its target, which nobody else keeps: what counts is the inner one's.
    private static Delegate Innermost(Delegate receiver)
    {
        while (receiver.Target is Delegate { HasSingleTarget: true } inner)
            receiver = inner;
        return receiver;
    }

    private static InvalidOperationException NoWeakClosure(Delegate receiver) => new(
        $"{ReceiverName.Of(receiver)} captures variables, and nothing but the signal would keep them: held weakly, it would be lost at the next "
        + "garbage collection. Connect it without Weakly() and dispose the connection, or name an owner with OwnedBy(owner), or connect a method group of an object that you keep.");
}
