using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Signals;

/// <summary>The three rules of lifetime, in one place: who keeps a receiver alive when nobody said it, or said it outright.</summary>
internal static class LifetimeRule
{
    /// <summary>The lifetime, and the object it hangs on (null when the signal itself holds the receiver).</summary>
    public static (ReceiverLifetime Lifetime, object? Owner) For(Delegate receiver, in ConnectTerms terms)
    {
        if (terms.Owner is not null)
            return (ReceiverLifetime.Owned, terms.Owner);
        var target = TargetOf(receiver, out var method);
        return terms.Hold switch
        {
            Hold.Strongly => (ReceiverLifetime.Strong, null),
            Hold.Weakly when target is not null && IsClosure(target) && HasCaptured(target) => throw NoWeakClosure(receiver),
            _ when target is null || IsClosure(target) => (ReceiverLifetime.Strong, null),
            // A lambda that captures only `this` becomes a method of `this`; it is a lambda all the same.
            Hold.ByKind when IsUnspeakable(method) => (ReceiverLifetime.Strong, null),
            _ => (ReceiverLifetime.Weak, target),
        };
    }

    /// <summary>Whether the receiver was written as a lambda or a local function.</summary>
    public static bool IsUnspeakable(MethodInfo method) => method.Name.AsSpan().ContainsAny('<', '$');

    private static object? TargetOf(Delegate receiver, out MethodInfo method)
    {
        // `new EventHandler(action)` has the inner delegate as its target, which nobody else keeps: what counts is the inner one's.
        while (receiver.Target is Delegate inner)
            receiver = inner;
        method = receiver.Method;
        // A struct's method group has a private box as its target: held weakly, it would die at once.
        return receiver.Target is ValueType ? null : receiver.Target;
    }

    // Compiled expressions have a Closure as their target, which nobody else keeps; F# names closure classes with an @.
    private static bool IsClosure(object target) =>
        target.GetType() is var type
        && (type.FullName == "System.Runtime.CompilerServices.Closure" || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || type.Name.Contains('@', StringComparison.Ordinal));

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A closure's trimmed fields are fields it does not use.")]
    private static bool HasCaptured(object closure) =>
        closure.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length > 0;

    private static InvalidOperationException NoWeakClosure(Delegate receiver) => new(
        $"{ReceiverName.Of(receiver)} captures variables, and nothing but the signal would keep them: held weakly, it would be lost at the next "
        + "garbage collection. Connect it without Weakly() and dispose the connection, or name an owner with OwnedBy(owner), or connect a method group of an object that you keep.");
}
