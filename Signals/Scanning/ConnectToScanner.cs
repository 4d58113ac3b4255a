using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Signals.Receivers;

namespace Signals.Scanning;

/// <summary>Finds the methods that carry <see cref="ConnectToAttribute"/> and connects all of them, or none.</summary>
[RequiresUnreferencedCode(ReflectionWarning)]
[RequiresDynamicCode(ReflectionWarning)]
internal static class ConnectToScanner
{
    public const string ReflectionWarning =
        "Finds methods by reflection. A trimmed program connects them itself: signal.Connect(instance.Method).";

    public static SignalConnection Scan(SignalRegistry registry, object instance)
    {
        var type = TypeName.Of(instance.GetType());
        var marked = MarkedMethod.Of(instance).ToArray();
        if (marked.Length == 0)
            throw NoMarkedMethods($"instance method of {type}", $"ConnectAll(typeof({type})) connects static ones.");
        return Connect(registry, instance, marked);
    }

    public static SignalConnection Scan(SignalRegistry registry, Type type)
    {
        var name = TypeName.Of(type);
        if (type.ContainsGenericParameters)
            throw new InvalidOperationException(
                $"{name} is an open generic type, whose methods cannot be called. Name a closed one.");
        var marked = MarkedMethod.Of(type).ToArray();
        if (marked.Length == 0)
            throw NoMarkedMethods($"static method of {name}", "ConnectAll(instance) connects instance methods.");
        return Connect(registry, instance: null, marked);
    }

    public static SignalConnection Scan(SignalRegistry registry, Assembly assembly)
    {
        var types = LoadTypes(assembly)
            .Where(type => !type.ContainsGenericParameters)
            .OrderBy(type => type.FullName, StringComparer.Ordinal);
        var marked = types.SelectMany(MarkedMethod.Of).ToArray();
        if (marked.Length == 0)
            throw NoMarkedMethods(
                $"static method of {assembly.GetName().Name}",
                "ConnectAll(instance) connects instance methods, ConnectAll(type) those of a closed generic type.");
        return Connect(registry, instance: null, marked);
    }

    private static Type[] LoadTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException failure)
        {
            var reason = failure.LoaderExceptions.FirstOrDefault(reason => reason is not null) ?? failure;
            throw new InvalidOperationException(
                $"Not all types of {assembly.GetName().Name} can be loaded: {reason.Message} Nothing was connected. "
                + "Put what is missing beside the program, or call ConnectAll(type) for the types that can be loaded.",
                failure);
        }
    }

    private static SignalConnection Connect(SignalRegistry registry, object? instance, MarkedMethod[] marked)
    {
        var bound =
            from method in marked
            from name in method.Signals
            select Bind(registry, instance, method.Method, name);
        return ConnectionGroup.Connect(bound.ToArray(), connect => connect());
    }

    private static Func<SignalConnection> Bind(
        SignalRegistry registry, object? instance, MethodInfo method, string name)
    {
        try
        {
            return ((IReflectionConnectable)Find(registry, method, name)).Bind(instance, method);
        }
        catch (Exception reason) when (reason is ArgumentException or InvalidOperationException)
        {
            var site = $"[ConnectTo(\"{name}\")] on {TypeName.Of(method.DeclaringType!)}.{method.Name}";
            throw new InvalidOperationException($"{site}: {reason.Message} Nothing was connected.", reason);
        }
    }

    private static ISignal Find(SignalRegistry registry, MethodInfo method, string name)
    {
        if (registry.Contains(name))
            return registry.Find(name);
        var failure = DeclaringClasses.Initialize(method) is [var first, ..] ? first : null;
        if (registry.Contains(name))
            return registry.Find(name);
        var classes = failure is null
            ? "A class that declares it when it is first used is found "
                + "if [assembly: DeclaresSignals(typeof(…))] names it."
            : "A class that [assembly: DeclaresSignals] names failed: "
                + $"{failure.Message} {failure.InnerException?.Message}";
        throw new InvalidOperationException($"{registry.UnknownName(name).Message} {classes}", failure);
    }

    private static InvalidOperationException NoMarkedMethods(string methods, string others) => new(
        $"No {methods} carries [ConnectTo], so nothing was connected. {others} "
        + "In a trimmed or native AOT program such methods may have been removed: "
        + "connect them by hand, signal.Connect(instance.Method).");
}
