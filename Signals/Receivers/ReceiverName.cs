using System.Reflection;
using System.Text.RegularExpressions;

namespace Signals.Receivers;

/// <summary>
/// What people call a receiver: <c>Type.Method</c>, and a lambda by the method it stands in. It is made of names in the
/// code alone, never of what a user's object says of itself.
/// </summary>
internal static partial class ReceiverName
{
    private const string RxOperatorNamespace = "System.Reactive.Linq.ObservableImpl";

    public static string Of(Delegate receiver)
    {
        var written = MethodIdentity.Innermost(receiver);
        return TargetClassifier.IsCompiledExpression(written) ? "compiled expression" : Of(written.Method);
    }

    public static string Of(MethodInfo method)
    {
        var name = WithoutFile(method.Name);
        if (!LifetimeRule.IsLambda(method))
            return OfMethod(name, OfType(method.DeclaringType));
        // Closure classes stand inside the type that a person wrote.
        var type = method.DeclaringType;
        var closure = "";
        while (type is { IsNested: true } && TargetClassifier.IsClosure(type))
        {
            closure = type.Name;
            type = type.DeclaringType;
        }
        return OfLambda(name, OfType(type), closure);
    }

    /// <summary>An Rx observer's name: the operator that it belongs to, or its class.</summary>
    public static string OfObserver(Type observer)
    {
        var type = observer;
        // Not Namespace, which is empty for a nested generic class where code is compiled ahead of time.
        while (type.DeclaringType is { } outer && type.FullName!.StartsWith(RxOperatorNamespace, StringComparison.Ordinal))
            type = outer;
        return $"Rx {WithoutFile(type.Name).Split('`')[0]}";
    }

    private static string OfMethod(string name, string type)
    {
        if (name.StartsWith("<>n__", StringComparison.Ordinal))
            return $"base method in {type}";
        return type.Length == 0 ? name : $"{type}.{WithoutNamespaces(name)}";
    }

    private static string OfLambda(string name, string type, string closure)
    {
        // F#: Outer@12.Invoke. VB: _Lambda$__1-0, which tells no method.
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

    // What implements an interface explicitly is called Namespace.IHandle<System.String>.Handle.
    private static string WithoutNamespaces(string method)
    {
        var dot = method.LastIndexOf('.');
        if (dot <= 0)
            return method;
        var implemented = Qualifiers().Replace(method[..dot], "");
        return implemented.Replace(",", ", ", StringComparison.Ordinal) + method[dot..];
    }

    // The compiler puts the file before the name of a file-local type.
    private static string WithoutFile(string name) => FileOfType().Replace(name, "");

    [GeneratedRegex(@"(\w+(\.|::))+")]
    private static partial Regex Qualifiers();

    [GeneratedRegex(@"<\w*>F[0-9A-F]+__")]
    private static partial Regex FileOfType();
}
