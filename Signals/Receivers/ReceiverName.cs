using System.Reflection;

namespace Signals.Receivers;

/// <summary>What people call a receiver: <c>Type.Method</c>, and a lambda by the method it stands in.</summary>
internal static class ReceiverName
{
    public static string Of(Delegate receiver) => Of(receiver.Method);

    public static string OfObserver(Type type) => "Rx " + type.Name;

    public static string Of(MethodInfo method)
    {
        var type = method.DeclaringType;
        // Closure classes and compiled lambdas stand inside, or without, the type that a person wrote.
        while (type is { IsNested: true } && type.Name.StartsWith('<'))
            type = type.DeclaringType;
        var prefix = type is null ? "" : type.Name + ".";
        var name = method.Name;
        // The compiler's patterns: <Outer>b__0_1 is a lambda in Outer, <Outer>g__Local|0_1 the local function Local.
        var end = name.LastIndexOf('>');
        if (end < 0)
            return prefix + name;
        var outer = name[1..end].Replace("<Main>$", "Main", StringComparison.Ordinal);
        var local = name.IndexOf("g__", end, StringComparison.Ordinal);
        return local < 0 ? $"lambda in {prefix}{outer}" : $"{name[(local + 3)..].Split('|')[0]} in {prefix}{outer}";
    }
}
