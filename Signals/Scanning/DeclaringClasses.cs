using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Signals.Scanning;

/// <summary>Initializes the classes that <see cref="DeclaresSignalsAttribute"/> names.</summary>
[RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
internal static class DeclaringClasses
{
    private static readonly ConditionalWeakTable<Assembly, object> Initialized = [];

    /// <summary>Looks into the loaded assemblies and into those of the method's parameters, into each once.</summary>
    /// <returns>The exceptions of classes that could not be initialized.</returns>
    public static IReadOnlyList<TypeInitializationException> Initialize(MethodInfo method)
    {
        // A parameter that is read loads the assembly of its type.
        _ = method.GetParameters();
        var failures = new List<TypeInitializationException>();
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (Initialized.TryGetValue(assembly, out _))
                continue;
            var before = failures.Count;
            foreach (var type in NamedBy(assembly))
                Initialize(type, failures);
            // Not sooner: another thread would take the signals for declared. A failure is told each time.
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
            // Another attribute's own assembly is missing, as happens to attributes for tools.
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
