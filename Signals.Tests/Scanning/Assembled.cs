using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;

namespace Signals.Tests.Scanning;

/// <summary>Assemblies that a test writes and loads, each into a context of its own.</summary>
internal static class Assembled
{
    public static PersistedAssemblyBuilder New(string name, out ModuleBuilder module)
    {
        var assembly = new PersistedAssemblyBuilder(new(name), typeof(object).Assembly);
        module = assembly.DefineDynamicModule(name);
        return assembly;
    }

    public static Assembly Load(this PersistedAssemblyBuilder assembly, string context)
    {
        using var file = new MemoryStream();
        assembly.Save(file);
        file.Position = 0;
        return new AssemblyLoadContext(context, isCollectible: true).LoadFromStream(file);
    }
}
