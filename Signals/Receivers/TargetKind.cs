using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Signals.Receivers;

internal enum Kind
{
    /// <summary>An object whose class has no lambda of its own, so that whatever is called on it is a method group.</summary>
    Object,

    /// <summary>An object whose class has lambdas that capture <c>this</c>.</summary>
    ObjectWithLambdas,

    /// <summary>What the compiler makes for lambdas that capture nothing; it lives for ever.</summary>
    ClosureOverNothing,

    /// <summary>What the compiler makes for lambdas that capture variables; nobody but the lambda refers to it.</summary>
    ClosureOverVariables,
}

/// <summary>What the target of a delegate is, found once for each class.</summary>
internal static class TargetKind
{
    private static readonly ConditionalWeakTable<Type, Found> Known = [];
    private static WeakReference<Found>? _recent;

    private sealed record Found(Type Type, Kind Kind);

    public static Kind Of(object target)
    {
        var type = target.GetType();
        // Whoever connects many connects many alike. Held weakly, for the type may be one that can be unloaded.
        if (_recent is { } recent && recent.TryGetTarget(out var last) && last.Type == type)
            return last.Kind;
        var found = Known.TryGetValue(type, out var known) ? known : Known.GetValue(type, key => new(key, Find(key)));
        _recent = new(found);
        return found.Kind;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "As for IL2070.")]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A lambda whose method was trimmed is not connected, and a closure's trimmed fields are fields it does not use.")]
    private static Kind Find(Type type)
    {
        const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        if (IsClosure(type))
            return CapturesNothing(type) ? Kind.ClosureOverNothing : Kind.ClosureOverVariables;
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (Array.Exists(declaring.GetMethods(Instance | BindingFlags.DeclaredOnly), LifetimeRule.IsUnspeakable))
                return Kind.ObjectWithLambdas;
        }
        return Kind.Object;
    }

    // Native AOT lists no fields, but the names of C#'s closure classes tell. Of other languages' it cannot be known there.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Trimming takes only fields that are not used.")]
    private static bool CapturesNothing(Type type) =>
        type.Name.StartsWith("<>c", StringComparison.Ordinal)
            ? !type.Name.StartsWith("<>c__DisplayClass", StringComparison.Ordinal)
            : RuntimeFeature.IsDynamicCodeSupported && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length == 0;

    // Compiled expressions have a Closure as their target, interpreted ones a LightLambda, which nobody else keeps; F# names closure classes with an @.
    private static bool IsClosure(Type type) =>
        type.FullName is "System.Runtime.CompilerServices.Closure" or "System.Linq.Expressions.Interpreter.LightLambda"
        || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.Name.Contains('@', StringComparison.Ordinal);
}
