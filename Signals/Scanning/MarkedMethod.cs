using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Signals.Scanning;

/// <summary>A method that carries <see cref="ConnectToAttribute"/>.</summary>
/// <param name="Method">The method to call: the override or implementation of the object's class.</param>
/// <param name="Signals">The names on the method and on all methods that it overrides or implements.</param>
[RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
[RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
internal sealed record MarkedMethod(MethodInfo Method, IEnumerable<string> Signals)
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>
    /// The marked instance methods; methods of interfaces and base classes come first, and so hear first.
    /// </summary>
    public static IEnumerable<MarkedMethod> Of(object instance) =>
        from declaring in instance.GetType().GetInterfaces().Concat(BaseClassesFirst(instance.GetType()))
        from method in declaring.GetMethods(Declared | BindingFlags.Instance)
        where method.IsDefined(typeof(ConnectToAttribute), inherit: false)
        group method by FindImplementation(method, instance) into versions
        select new MarkedMethod(versions.Key, versions.SelectMany(SignalNamesOn).Distinct());

    /// <summary>The marked static methods of a type.</summary>
    public static IEnumerable<MarkedMethod> Of(Type type) =>
        from method in type.GetMethods(Declared | BindingFlags.Static)
        where method.IsDefined(typeof(ConnectToAttribute), inherit: false)
        select new MarkedMethod(method, SignalNamesOn(method).Distinct());

    private static IEnumerable<Type> BaseClassesFirst(Type type) =>
        type.BaseType is { } parent ? BaseClassesFirst(parent).Append(type) : [type];

    private static IEnumerable<string> SignalNamesOn(MethodInfo method) =>
        method.GetCustomAttributes<ConnectToAttribute>(inherit: false).Select(attribute => attribute.Signal);

    // A delegate finds the method exactly, also for covariant overrides and explicit or default implementations.
    private static MethodInfo FindImplementation(MethodInfo method, object instance)
    {
        if (!method.IsVirtual || method.IsGenericMethodDefinition)
            return method;
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType);
        return method.CreateDelegate(Expression.GetDelegateType([.. types]), instance).Method;
    }
}
