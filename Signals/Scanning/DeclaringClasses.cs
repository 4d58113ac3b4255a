using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Signals.Scanning;

/// <summary>Initializes the classes that <see cref="DeclaresSignalsAttribute"/> names.</summary>
[RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
internal static class DeclaringClasses
{
    private static readonly ConditionalWeakTable<Assembly, object> Initialized = [];

    /// <summary>
    /// Initializes the classes of all loaded assemblies and of the assemblies of the method's parameters.
    /// </summary>
    /// <returns>The exceptions of the classes whose initialization failed.</returns>
    public static IReadOnlyList<TypeInitializationException> Initialize(MethodInfo method)
    {
        // Reading a parameter loads the assembly of its type.
        _ = method.GetParameters();
        var failures = new List<TypeInitializationException>();
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (Initialized.TryGetValue(assembly, out _))
                continue;
            var before = failures.Count;
            foreach (var type in NamedBy(assembly))
                Initialize(type, failures);
            // Not set earlier: no thread may take the signals for declared. After a failure, every scan tries again.
            if (failures.Count == before)
                Initialized.TryAdd(assembly, assembly);
        }
        return failures;
    }

    private static Type[] NamedBy(Assembly assembly)
    {
        try
        {
            return [.. assembly.GetCustomAttributes<DeclaresSignalsAttribute>().Select(attribute => attribute.Type)];
        }
        catch (Exception reason) when (reason is IOException or TypeLoadException)
        {
            // The assembly of another attribute is missing, as may happen with attributes for tools.
            return [];
        }
    }

    private static void Initialize(Type type, List<TypeInitializationException> failures)
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
        catch (TypeInitializationException failure)
        {
            failures.Add(failure);
        }
    }
}
