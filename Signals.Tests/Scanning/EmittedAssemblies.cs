using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;

namespace Signals.Tests.Scanning;

/// <summary>Emits assemblies and loads each into a context of its own.</summary>
internal static class EmittedAssemblies
{
    public static PersistedAssemblyBuilder New(string name, out ModuleBuilder module)
    {
        var assembly = new PersistedAssemblyBuilder(new(name), typeof(object).Assembly);
        module = assembly.DefineDynamicModule(name);
        return assembly;
    }

    public static Assembly Load(this PersistedAssemblyBuilder assembly, string context) =>
        Load(assembly, new AssemblyLoadContext(context, isCollectible: true));

    /// <summary>Loads the first assembly now, and the second assembly when a type of it is first needed.</summary>
    public static Assembly LoadBefore(this PersistedAssemblyBuilder assembly, PersistedAssemblyBuilder needed)
    {
        var context = new AssemblyLoadContext("one before the other", isCollectible: true);
        context.Resolving += (_, _) => Load(needed, context);
        return Load(assembly, context);
    }

    private static Assembly Load(PersistedAssemblyBuilder assembly, AssemblyLoadContext context)
    {
        using var file = new MemoryStream();
        assembly.Save(file);
        file.Position = 0;
        return context.LoadFromStream(file);
    }
}
