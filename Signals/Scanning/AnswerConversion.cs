using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Signals.Scanning;

/// <summary>
/// Converts the result of a method to an answer: by a cast, or by an implicit operator of either type.
/// </summary>
[RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
[RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
internal static class AnswerConversion
{
    /// <summary>Finds the conversion of a result type to an answer type.</summary>
    /// <returns>The conversion; null when none exists.</returns>
    public static Func<TResult, TAnswer?>? Find<TResult, TAnswer>()
    {
        if (typeof(TAnswer).IsAssignableFrom(typeof(TResult)))
            return result => (TAnswer?)(object?)result;
        if (FindOperator(typeof(TResult), typeof(TAnswer)) is not { } found)
            return null;
        if (Delegate.CreateDelegate(typeof(Func<TResult, TAnswer?>), found, throwOnBindFailure: false) is { } exact)
            return (Func<TResult, TAnswer?>)exact;
        // CreateDelegate supports neither a nullable answer nor an `in` parameter; a call by reflection does.
        var invoker = MethodInvoker.Create(found);
        return result => (TAnswer?)invoker.Invoke(null, result);
    }

    // The operator nearest to both types, as C# chooses it. Operators of base classes convert too.
    private static MethodInfo? FindOperator(Type result, Type answer) =>
        Operators(result).Concat(Operators(answer))
            .Where(candidate => OperandType(candidate).IsAssignableFrom(result))
            .Where(candidate => answer.IsAssignableFrom(candidate.ReturnType))
            .OrderByDescending(candidate => InheritanceDepth(OperandType(candidate)))
            .ThenBy(candidate => InheritanceDepth(candidate.ReturnType))
            .FirstOrDefault();

    private static IEnumerable<MethodInfo> Operators(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)
            .Concat(Nullable.GetUnderlyingType(type)?.GetMethods(BindingFlags.Public | BindingFlags.Static) ?? [])
            .Where(method => method.Name == "op_Implicit");

    private static Type OperandType(MethodInfo conversion)
    {
        var type = conversion.GetParameters()[0].ParameterType;
        return type.IsByRef ? type.GetElementType()! : type;
    }

    private static int InheritanceDepth(Type type) => type.BaseType is { } parent ? 1 + InheritanceDepth(parent) : 0;
}
