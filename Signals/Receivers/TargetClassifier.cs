using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Signals.Receivers;

/// <summary>Tells objects from closures, by the names that compilers give to closure classes.</summary>
/// <remarks>
/// Fields are no criterion: native AOT code shows none. <c>[CompilerGenerated]</c> is none either: source generators
/// mark their classes with it. Each class is examined once.
/// </remarks>
internal static class TargetClassifier
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly ConditionalWeakTable<Type, Entry> Entries = [];
    private static WeakReference<Entry>? _recent;

    // The most recent entry is referred to weakly: an assembly with its class may be unloaded.
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
        // Consecutive connects often have targets of the same class.
        if (_recent is { } recent && recent.TryGetTarget(out var last) && last.Type == type)
            return last.Traits;
        var entry = Entries.GetValue(type, static key => new(key));
        _recent = entry.Weak;
        return entry.Traits;
    }

    /// <summary>Whether a compiler made the class for lambdas.</summary>
    public static bool IsClosure(Type type) => KindOf(type) != TargetKind.Object;

    /// <summary>Whether the receiver is a compiled or interpreted expression.</summary>
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

    // The targets of compiled and of interpreted expressions.
    private static bool IsExpression(Type? type) =>
        type?.FullName is "System.Runtime.CompilerServices.Closure"
            or "System.Linq.Expressions.Interpreter.LightLambda";

    // The class of an F# object expression has a name like a closure's, but also an interface or a base class.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification =
        "Trimming keeps the interfaces and fields that code uses. The fields of native AOT code are not read.")]
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
        "Trimming keeps the method of a delegate, and no other method matters.")]
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
