using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Signals.Receivers;

internal enum TargetKind
{
    /// <summary>An object of a class that a person or a source generator wrote.</summary>
    Object,

    /// <summary>What a compiler makes for lambdas that capture nothing; it lives for ever.</summary>
    NonCapturingClosure,

    /// <summary>What a compiler makes for lambdas that capture variables; only the lambda refers to it.</summary>
    CapturingClosure,
}

/// <summary>
/// What is known of a target's class. Without such methods, a delegate's own method need not be looked at.
/// </summary>
/// <param name="Kind">Object or closure.</param>
/// <param name="HasLambdas">Whether a lambda is a method of the class: one that captures only <c>this</c> is.</param>
/// <param name="HasAsyncVoid">Whether a method or a lambda of it is <c>async void</c>.</param>
internal sealed record TargetTraits(TargetKind Kind, bool HasLambdas, bool HasAsyncVoid);

/// <summary>
/// Tells objects from closures by the names that compilers give to closure classes. Fields do not tell: code compiled
/// ahead of time shows none. Neither does <c>[CompilerGenerated]</c>: source generators mark classes with it.
/// Each class is looked at once.
/// </summary>
internal static class TargetClassifier
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly ConditionalWeakTable<Type, Entry> Entries = [];
    private static WeakReference<Entry>? _recent;

    // The last entry is referred to weakly, for its class may be one that can be unloaded.
    private sealed class Entry
    {
        public Entry(Type type)
        {
            Type = type;
            Traits = Examine(type);
            Weak = new(this);
        }

        public Type Type { get; }

        public TargetTraits Traits { get; }

        public WeakReference<Entry> Weak { get; }
    }

    public static TargetTraits Classify(object target)
    {
        var type = target.GetType();
        // Connects that follow each other are often alike.
        if (_recent is { } recent && recent.TryGetTarget(out var last) && last.Type == type)
            return last.Traits;
        var entry = Entries.GetValue(type, static key => new(key));
        _recent = entry.Weak;
        return entry.Traits;
    }

    /// <summary>Whether a class is one that a compiler made for lambdas.</summary>
    public static bool IsClosure(Type type) => KindOf(type) != TargetKind.Object;

    /// <summary>Whether <c>Compile()</c> of an expression made the receiver.</summary>
    public static bool IsCompiledExpression(Delegate receiver) =>
        receiver.Target is { } target && IsExpression((target is Delegate inner ? inner.Target : target)?.GetType());

    private static TargetKind KindOf(Type type)
    {
        var name = type.Name;
        if (IsExpression(type) || name.StartsWith("<>c__DisplayClass", StringComparison.Ordinal))
            return TargetKind.CapturingClosure;
        if (name == "<>c" || name.StartsWith("<>c__", StringComparison.Ordinal))
            return TargetKind.NonCapturingClosure;
        if (name.StartsWith("_Closure$__", StringComparison.Ordinal))
        {
            return name.Contains('-', StringComparison.Ordinal)
                ? TargetKind.CapturingClosure
                : TargetKind.NonCapturingClosure;
        }
        return name.Contains('@', StringComparison.Ordinal) ? KindOfFSharp(type) : TargetKind.Object;
    }

    // The target of one that was compiled, and of one that is interpreted.
    private static bool IsExpression(Type? type) =>
        type?.FullName is "System.Runtime.CompilerServices.Closure"
            or "System.Linq.Expressions.Interpreter.LightLambda";

    // An object expression's class has a name like a closure's, but also an interface or a base class.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification =
        "Trimming keeps interfaces and fields that code uses; fields of code compiled ahead of time are not looked at.")]
    private static TargetKind KindOfFSharp(Type type)
    {
        if (type.BaseType != typeof(object) || type.GetInterfaces().Length > 0)
            return TargetKind.Object;
        const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        return !RuntimeFeature.IsDynamicCodeSupported || type.GetFields(Instance).Length > 0
            ? TargetKind.CapturingClosure
            : TargetKind.NonCapturingClosure;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "As for IL2075.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification =
        "A method that a delegate was made of is kept, and no other method matters.")]
    private static TargetTraits Examine(Type type)
    {
        var hasLambdas = false;
        var hasAsyncVoid = false;
        // A lambda in a default method of an interface becomes a method of the interface.
        foreach (var declaring in BaseTypes(type).Concat(type.GetInterfaces()))
        {
            foreach (var method in declaring.GetMethods(Declared))
            {
                hasLambdas = hasLambdas || LifetimeRule.IsLambda(method);
                hasAsyncVoid = hasAsyncVoid || AsyncVoidGuard.IsAsyncVoid(method);
            }
        }
        return new(KindOf(type), hasLambdas, hasAsyncVoid);
    }

    private static IEnumerable<Type> BaseTypes(Type type)
    {
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
            yield return declaring;
    }
}
