using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Signals.Scanning;

/// <summary>A signal that can connect a method it knows only by reflection.</summary>
internal interface IConnectMethods
{
    /// <summary>Makes the connection, but not yet: so that a scan which fails connects nothing.</summary>
    /// <exception cref="ArgumentException">The method does not fit; the message says what would.</exception>
    [RequiresUnreferencedCode(ConnectToScanner.Reflects), RequiresDynamicCode(ConnectToScanner.Reflects)]
    Func<SignalConnection> Bind(object? target, MethodInfo method);
}

/// <summary>Finds the methods that carry <see cref="ConnectToAttribute"/> and connects them: all, or none.</summary>
[RequiresUnreferencedCode(Reflects), RequiresDynamicCode(Reflects)]
internal static class ConnectToScanner
{
    public const string Reflects = "Finds methods by reflection. A trimmed program connects them itself: signal.Connect(instance.Method).";

    public static SignalConnection[] Scan(SignalRegistry registry, string scanned, IEnumerable<Type> types, object? instance)
    {
        var found =
            from type in types
            from method in Methods(type, instance is not null)
            from name in method.Names
            select Bind(registry, instance, method.Method, name);
        var bound = found.ToArray();
        return bound.Length == 0 ? throw NothingIn(scanned, instance is null ? "static" : "instance") : [.. bound.Select(connect => connect())];
    }

    // Base classes first, so that they hear first; a private method of a base class is listed by that class only. An override is the method
    // it overrides: connected once, to whatever either names.
    private static IEnumerable<(MethodInfo Method, IEnumerable<string> Names)> Methods(Type type, bool instance)
    {
        const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic;
        var declaring = new Stack<Type>();
        for (var next = type; next is not null; next = instance ? next.BaseType : null)
            declaring.Push(next);
        return
            from method in declaring.SelectMany(next => next.GetMethods(Declared | (instance ? BindingFlags.Instance : BindingFlags.Static)))
            group method by method.GetBaseDefinition() into versions
            select (versions.First(), versions.SelectMany(version => version.GetCustomAttributes<ConnectToAttribute>(inherit: false)).Select(attribute => attribute.Signal).Distinct());
    }

    private static InvalidOperationException NothingIn(string scanned, string kind) => new(
        $"{scanned} has no {kind} method with [ConnectTo], so nothing was connected. If its source has one, trimming or native AOT removed it: "
        + "connect it yourself, with signal.Connect(instance.Method).");

    private static Func<SignalConnection> Bind(SignalRegistry registry, object? instance, MethodInfo method, string name)
    {
        var site = $"[ConnectTo(\"{name}\")] on {TypeName.Of(method.DeclaringType!)}.{method.Name}";
        try
        {
            return ((IConnectMethods)registry.Find(name)).Bind(instance, method);
        }
        catch (Exception reason) when (reason is ArgumentException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{site}: {reason.Message} Nothing was connected.", reason);
        }
    }
}
