using System.Reflection;
using System.Text.RegularExpressions;

namespace Signals.Receivers;

/// <summary>
/// The name of a receiver, for people: <c>Type.Method</c>; for a lambda, the method that contains the lambda.
/// </summary>
/// <remarks>A name has only names in the code; no user's <c>ToString</c> is called.</remarks>
internal static partial class ReceiverName
{
    private const string RxOperatorNamespace = "System.Reactive.Linq.ObservableImpl";

    public static string Of(Delegate receiver)
    {
        var innermost = MethodIdentity.Innermost(receiver);
        return TargetClassifier.IsCompiledExpression(innermost) ? "compiled expression" : Of(innermost.Method);
    }

    public static string Of(MethodInfo method)
    {
        var name = WithoutFile(method.Name);
        if (!LifetimeRule.IsLambda(method))
            return OfMethod(name, OfType(method.DeclaringType));
        // The compiler nests closure classes in the type that contains the lambda.
        var type = method.DeclaringType;
        var closure = "";
        while (type is { IsNested: true } && TargetClassifier.IsClosure(type))
        {
            closure = type.Name;
            type = type.DeclaringType;
        }
        return OfLambda(name, OfType(type), closure);
    }

    /// <summary>The name of an Rx observer: its Rx operator, or its class.</summary>
    public static string OfObserver(Type observer)
    {
        var type = observer;
        // Type.Namespace is not used: native AOT leaves it empty for a nested generic class.
        while (type.DeclaringType is { } outer && IsRxOperator(type))
            type = outer;
        return $"Rx {WithoutFile(type.Name).Split('`')[0]}";
    }

    private static bool IsRxOperator(Type type) =>
        type.FullName!.StartsWith(RxOperatorNamespace, StringComparison.Ordinal);

    private static string OfMethod(string name, string type)
    {
        if (name.StartsWith("<>n__", StringComparison.Ordinal))
            return $"base method in {type}";
        return type.Length == 0 ? name : $"{type}.{WithoutNamespaces(name)}";
    }

    private static string OfLambda(string name, string type, string closure)
    {
        // F#: Outer@12.Invoke. VB: _Lambda$__1-0, which does not name its method.
        if (!name.StartsWith('<'))
            return closure.Split('@') is [var function, _] ? $"lambda in {type}.{function}" : $"lambda in {type}";
        // C#: <Outer>b__0_1 is a lambda in Outer, <Outer>g__Local|0_1 the local function Local.
        var end = name.LastIndexOf('>');
        var outer = WithoutNamespaces(name[1..end].Replace("<Main>$", "Main", StringComparison.Ordinal));
        var isLocal = name.AsSpan(end).StartsWith(">g__", StringComparison.Ordinal);
        var local = isLocal ? name[(end + 4)..].Split('|')[0] : "lambda";
        return $"{local} in {type}.{outer}";
    }

    private static string OfType(Type? type)
    {
        if (type is null)
            return "";
        var name = WithoutFile(type.Name).Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(OfType))}>" : name;
    }

    // The name of an explicit interface implementation is Namespace.IHandle<System.String>.Handle.
    private static string WithoutNamespaces(string method)
    {
        var dot = method.LastIndexOf('.');
        if (dot <= 0)
            return method;
        var implemented = Qualifiers().Replace(method[..dot], "");
        return implemented.Replace(",", ", ", StringComparison.Ordinal) + method[dot..];
    }

    // The compiler prefixes the name of a file-local type with its file.
    private static string WithoutFile(string name) => FileOfType().Replace(name, "");

    [GeneratedRegex(@"(\w+(\.|::))+")]
    private static partial Regex Qualifiers();

    [GeneratedRegex(@"<\w*>F[0-9A-F]+__")]
    private static partial Regex FileOfType();
}
